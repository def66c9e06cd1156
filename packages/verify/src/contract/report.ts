import type { CoreErrorCode, ErrorDetails, Manifest } from '@scelle/core';
import type { VerifyCode } from '../errors/verify-error.ts';

/** The steps of a verification, in their order. Source: docs/format.md § Verification. */
export const stepIds = [
  'container',
  'signature',
  'manifest',
  'addressee',
  'sequence',
  'payload',
  'decryption',
  'content',
  'records',
  'merkle',
  'attachments',
  'policy',
] as const;

export type StepId = (typeof stepIds)[number];

/** The first six steps need no opening key. */
export type Level = 'sealed' | 'full';

/** A code that stands in a report; docs/errors.md explains each. */
export type ReportCode = VerifyCode | CoreErrorCode;

/** What steps compare: the keys of the labels under which reports show it. */
export type ComparedFact =
  | 'container-bytes'
  | 'payload-bytes'
  | 'manifest-bytes'
  | 'co-signatures'
  | 'signature'
  | 'manifest-digest'
  | 'sender'
  | 'created-at'
  | 'recipient'
  | 'sealed-to'
  | 'channel'
  | 'sequence'
  | 'payload-digest'
  | 'stanzas'
  | 'content-bytes'
  | 'batch-id'
  | 'groups'
  | 'records-count'
  | 'records-period'
  | 'records-controllers'
  | 'merkle-root'
  | 'attachments'
  | 'profile'
  | 'latest-fact'
  | 'earliest-fact'
  | 'batch-records'
  | 'batch-bytes'
  | 'daily-records';

/** One thing that a step compared: what the batch says, and what it was held against. */
export interface Comparison {
  readonly what: ComparedFact;
  readonly found: string;
  readonly expected?: string;
}

/**
 * A finding that neither passes nor fails by itself: why a batch waits, or why a step was not checked. What was kept of
 * one, by another version perhaps, may have any code.
 */
export interface Finding<Code extends string = ReportCode> {
  readonly code: Code;
  readonly details: ErrorDetails;
}

/** How one step ended. What was not checked is never shown as passed. */
export interface StepResult {
  readonly id: StepId;
  readonly outcome: 'passed' | 'failed' | 'not-checked';
  /** `ok`, or the code of the failure or of the reason why it was not checked. */
  readonly code: ReportCode;
  readonly details: ErrorDetails;
  readonly compared: readonly Comparison[];
}

/** A signature that was looked at. */
export interface SignatureResult {
  readonly role: string;
  /** The signer as the signature claims, or null where an unknown key signed: then nothing of it is believed. */
  readonly signer: string | null;
  /** Number of the key, as minisign prints it. */
  readonly keyId: string;
  /** The public key as minisign writes it, base64; null where the policy does not know it. */
  readonly publicKey: string | null;
  /** When it was signed, as the signer claims; null where the key is unknown. */
  readonly time: string | null;
  /** Seed of the random sample that an agent looked at before signing, 32 hex digits, or null. */
  readonly sample: string | null;
}

/** Counts and times of the records, known at level *full* only. */
export interface RecordSummary {
  readonly count: number;
  /**
   * Records per hour of `occurredAt`: RFC 3339 prefix to the hour, and count, in order of time; none where they are
   * spread over more than twenty years of hours.
   */
  readonly hours: readonly { readonly hour: string; readonly records: number }[];
}

/** What every report tells. It holds no personal data. Source: docs/report.md. */
export interface ReportFacts {
  readonly format: 'scelle.report/2';
  /** Why it was rejected, or what it waits for: codes of failed steps and of findings. */
  readonly codes: readonly ReportCode[];
  readonly waitsFor: readonly Finding[];
  readonly checkedAt: string;
  /** The software that checked, `scelle/<version>`. */
  readonly checkedBy: string;
  /** Name of the file or other origin, as the caller gave it. */
  readonly origin: string | null;
  /** Length in bytes of the whole batch. */
  readonly bytes: number;
  /** Whether the profile marks its records as test data; null where the profile is not known, or the manifest not believed. */
  readonly testData: boolean | null;
  readonly signatures: readonly SignatureResult[];
  readonly steps: readonly StepResult[];
}

/** A batch whose seal verified with a key of the policy, and its manifest with it. */
export interface AuthenticFacts extends ReportFacts {
  /** SHA-256 of the manifest, hex: the fingerprint of the batch. */
  readonly manifestDigest: string;
  readonly manifest: Manifest;
}

/**
 * The batch may be imported: all of it was checked, and nothing is left to wait for. Where the step *sequence* was not
 * checked (ledger `'none'`), a repeated or a missing batch went unnoticed.
 */
export interface AcceptedReport extends AuthenticFacts {
  readonly verdict: 'accepted';
  readonly level: 'full';
  readonly records: RecordSummary;
}

/** All that needs no opening key is as it should be; nobody has looked inside, and nothing of it may be imported. */
export interface SealedBatchReport extends AuthenticFacts {
  readonly verdict: 'sealed';
  readonly level: 'sealed';
  readonly records: null;
}

/** Nothing failed, and the batch waits for an earlier one, or for a person. */
export interface HeldReport<Depth extends Level = Level> extends AuthenticFacts {
  readonly verdict: 'held';
  readonly level: Depth;
  readonly records: Depth extends 'full' ? RecordSummary : null;
}

/** This very batch was accepted before. It was not opened once more. */
export interface DuplicateReport<Depth extends Level = Level> extends AuthenticFacts {
  readonly verdict: 'duplicate';
  readonly level: Depth;
  readonly records: null;
}

/** A step failed. */
export interface RejectedReport<Depth extends Level = Level> extends ReportFacts {
  readonly verdict: 'rejected';
  readonly level: Depth;
  /** Null where the container could not be read. */
  readonly manifestDigest: string | null;
  /** Null unless its seal verified with a key of the policy. */
  readonly manifest: Manifest | null;
  /** Null where they were not opened, or did not pass. */
  readonly records: RecordSummary | null;
}

/** What `verifyBatch` comes to. Only `accepted` may be imported. */
export type FullReport = AcceptedReport | HeldReport<'full'> | RejectedReport<'full'> | DuplicateReport<'full'>;

/** What `verifySealed` comes to; never `accepted`, because nobody looked inside. */
export type SealedReport =
  | SealedBatchReport
  | HeldReport<'sealed'>
  | RejectedReport<'sealed'>
  | DuplicateReport<'sealed'>;

/** The outcome of a verification. `verdict` tells which: after it is looked at, what that verdict promises is there. */
export type VerificationReport = FullReport | SealedReport;

/** What becomes of the batch. Only what is `accepted` may be imported. */
export type Verdict = VerificationReport['verdict'];

/** A hybrid recipient has some two thousand characters, of which twenty and the checksum tell it from others. */
export function abbreviateRecipient(recipient: string): string {
  return recipient.length <= 80 ? recipient : `${recipient.slice(0, 20)}…${recipient.slice(-12)}`;
}

import type { ErrorDetails, Manifest } from '@scelle/core';

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

/**
 * What becomes of the batch. Only `accepted` at level *full* may be imported; where the step *sequence* was not checked,
 * a repeated or a missing batch went unnoticed.
 */
export type Verdict = 'accepted' | 'held' | 'rejected' | 'duplicate';

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

/** A finding that neither passes nor fails by itself: why a batch waits, or why a step was not checked. */
export interface Finding {
  readonly code: string;
  readonly details: ErrorDetails;
}

/** How one step ended. What was not checked is never shown as passed. */
export interface StepResult {
  readonly id: StepId;
  readonly outcome: 'passed' | 'failed' | 'not-checked';
  /** `ok`, or the code of the failure or of the reason why it was not checked. */
  readonly code: string;
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

/** The outcome of a verification. It holds no personal data. */
export interface VerificationReport {
  readonly format: 'scelle.report/1';
  readonly verdict: Verdict;
  readonly level: Level;
  /** Why it was rejected, or what it waits for: codes of failed steps and of findings. */
  readonly codes: readonly string[];
  readonly waitsFor: readonly Finding[];
  readonly checkedAt: string;
  /** The software that checked, `scelle/<version>`. */
  readonly checkedBy: string;
  /** Name of the file or other origin, as the caller gave it. */
  readonly origin: string | null;
  /** Length in bytes of the whole batch. */
  readonly bytes: number;
  /** Whether the profile marks its records as test data; null where the manifest could not be believed. */
  readonly testData: boolean | null;
  /** SHA-256 of the manifest, hex: the fingerprint of the batch. Null where the container could not be read. */
  readonly manifestDigest: string | null;
  /** The manifest; null unless its seal verified with a key of the policy. */
  readonly manifest: Manifest | null;
  readonly signatures: readonly SignatureResult[];
  readonly records: RecordSummary | null;
  readonly steps: readonly StepResult[];
}

/** A hybrid recipient has some two thousand characters, of which twenty and the checksum tell it from others. */
export function abbreviateRecipient(recipient: string): string {
  return recipient.length <= 80 ? recipient : `${recipient.slice(0, 20)}…${recipient.slice(-12)}`;
}

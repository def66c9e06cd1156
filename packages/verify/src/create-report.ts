import { type Container, findProfile, toInstant, VERSION } from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import type { SequenceDisposition } from './contract/policy.ts';
import type { FullReport, RecordSummary, ReportFacts, SealedReport, VerificationReport } from './contract/report.ts';
import type { Checklist } from './steps/checklist.ts';
import type { CheckedManifest, Criteria } from './steps/manifest.ts';
import type { CheckedSignatures } from './steps/signature.ts';

/** What a verification came to know. */
export interface ReportParts {
  /** Length of the whole batch, as far as it is known. */
  readonly bytes: number;
  readonly origin: string | null;
  readonly criteria: Criteria;
  readonly steps: Checklist;
  readonly container: Omit<Container, 'payload'> | null;
  readonly signatures: CheckedSignatures | null;
  readonly checked: CheckedManifest | null;
  readonly disposition: SequenceDisposition | null;
  readonly records: RecordSummary | null;
}

/** Draws up the report of a verification with an opening key. */
export function reportFull(parts: ReportParts): FullReport {
  const { checked, records } = parts;
  const facts = toFacts(parts);
  if (checked === null || hasFailed(parts)) return { ...facts, ...rejected(parts), level: 'full' };
  const { manifest, digest: manifestDigest } = checked;
  const authentic = { ...facts, level: 'full', manifest, manifestDigest } as const;
  if (parts.disposition?.kind === 'duplicate') return { ...authentic, verdict: 'duplicate', records: null };
  if (records === null) throw new TypeError('records that passed were not summarised');
  return { ...authentic, verdict: facts.waitsFor.length > 0 ? 'held' : 'accepted', records };
}

/** Draws up the report of a verification without one. */
export function reportSealed(parts: ReportParts): SealedReport {
  const { checked, disposition } = parts;
  const facts = toFacts(parts);
  if (checked === null || hasFailed(parts)) return { ...facts, ...rejected(parts), level: 'sealed' };
  const { manifest, digest: manifestDigest } = checked;
  const authentic = { ...facts, level: 'sealed', manifest, manifestDigest, records: null } as const;
  if (disposition?.kind === 'duplicate') return { ...authentic, verdict: 'duplicate' };
  return { ...authentic, verdict: facts.waitsFor.length > 0 ? 'held' : 'sealed' };
}

function hasFailed({ steps }: ReportParts): boolean {
  return steps.results().some(({ outcome }) => outcome === 'failed');
}

/** What was not authenticated is left out: a report never repeats what a stranger wrote. */
function rejected({ container, checked, records }: ReportParts) {
  const manifestDigest = container && toSha256Hex(container.manifest);
  return { verdict: 'rejected', manifestDigest, manifest: checked?.manifest ?? null, records } as const;
}

function toFacts({ bytes, origin, criteria, steps, signatures, checked }: ReportParts): ReportFacts {
  const results = steps.results();
  const waitsFor = steps.waitsFor;
  const failures = results.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code);
  return {
    format: 'scelle.report/2',
    codes: failures.length > 0 ? failures : waitsFor.map(({ code }) => code),
    waitsFor,
    checkedAt: toInstant(criteria.now),
    checkedBy: `scelle/${VERSION}`,
    origin,
    bytes,
    testData: checked && isTestProfile(checked.manifest.profile, criteria),
    signatures: signatures?.results ?? [],
    steps: results,
  };
}

function isTestProfile(name: string, { policy }: Criteria): boolean | null {
  const profile = policy.profiles.find((accepted) => accepted.name === name) ?? findProfile(name);
  return profile?.test ?? null;
}

/** Versions of the report as a document. */
export type ReportVersion = 1 | 2;

/**
 * The report as a document, its fields in the order of docs/report.md. Version 1 has one word, `accepted`, for what is
 * accepted and for what is as it should be as far as one can tell from outside; `level` tells them apart.
 */
export function toReportDocument(report: VerificationReport, version: ReportVersion): object {
  const { verdict, level, codes, waitsFor, checkedAt, checkedBy, origin, bytes, testData } = report;
  const { manifestDigest, manifest, signatures, records, steps } = report;
  return {
    format: `scelle.report/${version}`,
    verdict: version === 1 && verdict === 'sealed' ? 'accepted' : verdict,
    level,
    codes,
    waitsFor,
    checkedAt,
    checkedBy,
    origin,
    bytes,
    testData,
    manifestDigest,
    manifest,
    signatures,
    records,
    steps,
  };
}

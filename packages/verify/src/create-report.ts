import { type Container, findProfile, toInstant, toSha256Hex, VERSION } from '@scelle/core';
import type { Checklist } from './checklist.ts';
import type { VerificationContext } from './context.ts';
import type { SequenceDisposition } from './ledger.ts';
import type { RecordSummary, Verdict, VerificationReport } from './report.ts';
import type { CheckedManifest, Reception } from './steps/manifest.ts';
import type { CheckedSignatures } from './steps/signature.ts';

/** What a verification came to know. */
export interface Findings {
  /** Length of the whole batch, as far as it is known. */
  readonly bytes: number;
  readonly context: VerificationContext;
  readonly reception: Reception;
  readonly steps: Checklist;
  readonly container: Omit<Container, 'payload'> | null;
  readonly signatures: CheckedSignatures | null;
  readonly checked: CheckedManifest | null;
  readonly disposition: SequenceDisposition | null;
  readonly records: RecordSummary | null;
}

/** Draws up the report. What was not authenticated is left out: a report never repeats what a stranger wrote. */
export function createReport(findings: Findings): VerificationReport {
  const { bytes, context, reception, steps, container, signatures, checked, records } = findings;
  const results = steps.results();
  const waitsFor = steps.waitsFor;
  const failures = results.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code);
  return {
    format: 'scelle.report/1',
    verdict: decide(findings),
    level: (context.identities ?? []).length > 0 ? 'full' : 'sealed',
    codes: failures.length > 0 ? failures : waitsFor.map(({ code }) => code),
    waitsFor,
    checkedAt: toInstant(reception.now),
    checkedBy: `scelle/${VERSION}`,
    origin: context.origin ?? null,
    bytes,
    testData: checked && isTestProfile(checked.manifest.profile, reception),
    manifestDigest: container && toSha256Hex(container.manifest),
    manifest: checked?.manifest ?? null,
    signatures: signatures?.results ?? [],
    records,
    steps: results,
  };
}

function decide({ steps, disposition }: Findings): Verdict {
  if (steps.results().some(({ outcome }) => outcome === 'failed')) return 'rejected';
  if (disposition?.kind === 'duplicate') return 'duplicate';
  return steps.waitsFor.length > 0 ? 'held' : 'accepted';
}

function isTestProfile(name: string, { policy }: Reception): boolean | null {
  const profile = policy.profiles.find((accepted) => accepted.name === name) ?? findProfile(name);
  return profile?.test ?? null;
}

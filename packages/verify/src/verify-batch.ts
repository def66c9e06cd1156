import { type BatchSource, type Container, findProfile, type Identity, toInstant, VERSION } from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import type { VerificationContext } from './contract/context.ts';
import type { Announcement } from './contract/intake.ts';
import type { Policy, SequenceDisposition } from './contract/policy.ts';
import type { RecordSummary, StepId, Verdict, VerificationReport } from './contract/report.ts';
import { VerifyError } from './errors/verify-error.ts';
import { checkHead } from './steps/check-head.ts';
import { Checklist, type SkipReason } from './steps/checklist.ts';
import { checkContainer, checkPayload } from './steps/container.ts';
import { checkContent } from './steps/content-pass.ts';
import type { CheckedManifest, Criteria } from './steps/manifest.ts';
import { checkPolicy } from './steps/policy.ts';
import type { CheckedSignatures } from './steps/signature.ts';

/** The steps that need an opening key. */
const openingSteps: readonly StepId[] = ['decryption', 'content', 'records', 'merkle', 'attachments', 'policy'];

/**
 * Decides whether a batch may be imported: the same check whichever way it came. It never throws for anything that is
 * wrong with the batch, which the report tells; it throws `source-unreadable` and the like where this machine failed,
 * and whatever the consumer throws.
 * Without identities nothing is opened: the report then says `accepted` at level *sealed*, and whoever imports checks both.
 * Throws `consumer-without-identity`, before anything is read, where a consumer would wait in vain.
 * Source: docs/format.md § Verification.
 */
export async function verifyBatch(
  source: BatchSource,
  policy: Policy,
  context: VerificationContext = {},
): Promise<VerificationReport> {
  if (context.consumer && (context.identities ?? []).length === 0) throw new VerifyError('consumer-without-identity');
  const steps = new Checklist();
  const container = await steps.run('container', () => checkContainer(source));
  if (container === null) return reportUnreadable(steps, source, policy, context);
  const head = await checkHead(steps, container, policy, context);
  const { criteria, checked, disposition, limits } = head;
  let records: RecordSummary | null = null;
  if (checked) {
    const { manifest } = checked;
    await steps.run('payload', () => checkPayload(source, container, manifest, context));
    records = await openContent(steps, { source, container, checked, criteria, context, disposition });
    // biome-ignore lint/plugin: the steps.
    if (!steps.hasFailed(...openingSteps) && records) {
      await steps.run('policy', () => checkPolicy(manifest, criteria, limits));
    }
  }
  return createReport({ ...head, bytes: source.size, context, steps, container, records });
}

function reportUnreadable(
  steps: Checklist,
  { size: bytes }: BatchSource,
  policy: Policy,
  context: VerificationContext,
): VerificationReport {
  const now = context.now ?? new Date();
  const nothing = { container: null, signatures: null, checked: null, disposition: null, records: null };
  return createReport({ ...nothing, criteria: { now, receivedAt: now, policy }, bytes, context, steps });
}

interface Opening {
  readonly source: BatchSource;
  readonly container: Container;
  readonly checked: CheckedManifest;
  readonly criteria: Criteria;
  readonly context: VerificationContext;
  readonly disposition: SequenceDisposition | null;
}

/** Steps 7 to 11, or the reason why there is nothing to open, to open with, or to understand. */
async function openContent(steps: Checklist, opening: Opening): Promise<RecordSummary | null> {
  const { checked, criteria, context, disposition } = opening;
  const identities: readonly Identity[] = context.identities ?? [];
  const profile = criteria.policy.profiles.find(({ name }) => name === checked.manifest.profile);
  if (steps.hasFailed('addressee', 'sequence', 'payload', 'policy')) return null;
  if (identities.length === 0) return skipOpening(steps, 'no-opening-key');
  if (disposition?.kind === 'duplicate') return skipOpening(steps, 'accepted-before');
  if (profile === undefined) {
    skipOpening(steps, 'profile-not-known');
    await steps.run('policy', () => checkPolicy(checked.manifest, criteria, []));
    return null;
  }
  return checkContent(steps, { ...opening, identities, profile });
}

function skipOpening(steps: Checklist, reason: SkipReason): null {
  for (const id of openingSteps) steps.skip(id, reason);
  return null;
}

/**
 * Judges a batch whose payload has not arrived: steps 2 to 5, on the bytes of its manifest and signatures. A report
 * that says `accepted` here only says that the payload is wanted. It never throws for anything that is wrong with the
 * announcement. Source: docs/format.md § Verification.
 */
export async function verifyAnnouncement(
  { container, payloadBytes }: Announcement,
  policy: Policy,
  context: Omit<VerificationContext, 'identities' | 'consumer'> = {},
): Promise<VerificationReport> {
  const steps = new Checklist();
  steps.skip('container', 'payload-not-arrived');
  const head = await checkHead(steps, container, policy, context);
  if (head.checked) {
    for (const id of ['payload', 'decryption', 'content', 'records', 'merkle', 'attachments', 'policy'] as const) {
      if (!steps.hasFailed(id)) steps.skip(id, 'payload-not-arrived');
    }
  }
  return createReport({ ...head, bytes: payloadBytes, context, steps, container, records: null });
}

/** What a verification came to know. */
interface ReportParts {
  /** Length of the whole batch, as far as it is known. */
  readonly bytes: number;
  readonly context: VerificationContext;
  readonly criteria: Criteria;
  readonly steps: Checklist;
  readonly container: Omit<Container, 'payload'> | null;
  readonly signatures: CheckedSignatures | null;
  readonly checked: CheckedManifest | null;
  readonly disposition: SequenceDisposition | null;
  readonly records: RecordSummary | null;
}

/** Draws up the report. What was not authenticated is left out: a report never repeats what a stranger wrote. */
function createReport(findings: ReportParts): VerificationReport {
  const { bytes, context, criteria, steps, container, signatures, checked, records } = findings;
  const results = steps.results();
  const waitsFor = steps.waitsFor;
  const failures = results.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code);
  return {
    format: 'scelle.report/1',
    verdict: decide(findings),
    level: (context.identities ?? []).length > 0 ? 'full' : 'sealed',
    codes: failures.length > 0 ? failures : waitsFor.map(({ code }) => code),
    waitsFor,
    checkedAt: toInstant(criteria.now),
    checkedBy: `scelle/${VERSION}`,
    origin: context.origin ?? null,
    bytes,
    testData: checked && isTestProfile(checked.manifest.profile, criteria),
    manifestDigest: container && toSha256Hex(container.manifest),
    manifest: checked?.manifest ?? null,
    signatures: signatures?.results ?? [],
    records,
    steps: results,
  };
}

function decide({ steps, disposition }: ReportParts): Verdict {
  if (steps.results().some(({ outcome }) => outcome === 'failed')) return 'rejected';
  if (disposition?.kind === 'duplicate') return 'duplicate';
  return steps.waitsFor.length > 0 ? 'held' : 'accepted';
}

function isTestProfile(name: string, { policy }: Criteria): boolean | null {
  const profile = policy.profiles.find((accepted) => accepted.name === name) ?? findProfile(name);
  return profile?.test ?? null;
}

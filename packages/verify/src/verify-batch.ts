import type { BatchSource, Container, Identity } from '@scelle/core';
import { checkHead } from './check-head.ts';
import { Checklist, type SkipReason } from './checklist.ts';
import { checkContent } from './content-pass.ts';
import type { VerificationContext } from './context.ts';
import { createReport } from './create-report.ts';
import { VerifyError } from './errors/verify-error.ts';
import type { SequenceDisposition } from './ledger.ts';
import type { Policy } from './policy.ts';
import type { RecordSummary, StepId, VerificationReport } from './report.ts';
import { checkContainer } from './steps/container.ts';
import type { CheckedManifest, Reception } from './steps/manifest.ts';
import { checkPayload } from './steps/payload.ts';
import { checkPolicy } from './steps/policy.ts';

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
  const { reception, checked, disposition, limits } = head;
  let records: RecordSummary | null = null;
  if (checked) {
    const { manifest } = checked;
    await steps.run('payload', () => checkPayload(source, container, manifest, context));
    records = await openContent(steps, { source, container, checked, reception, context, disposition });
    if (!steps.hasFailed(...openingSteps) && records) {
      await steps.run('policy', () => checkPolicy(manifest, reception, limits));
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
  return createReport({ ...nothing, reception: { now, receivedAt: now, policy }, bytes, context, steps });
}

interface Opening {
  readonly source: BatchSource;
  readonly container: Container;
  readonly checked: CheckedManifest;
  readonly reception: Reception;
  readonly context: VerificationContext;
  readonly disposition: SequenceDisposition | null;
}

/** Steps 7 to 11, or the reason why there is nothing to open, to open with, or to understand. */
async function openContent(steps: Checklist, opening: Opening): Promise<RecordSummary | null> {
  const { checked, reception, context, disposition } = opening;
  const identities: readonly Identity[] = context.identities ?? [];
  const profile = reception.policy.profiles.find(({ name }) => name === checked.manifest.profile);
  if (steps.hasFailed('addressee', 'sequence', 'payload', 'policy')) return null;
  if (identities.length === 0) return skipOpening(steps, 'no-opening-key');
  if (disposition?.kind === 'duplicate') return skipOpening(steps, 'accepted-before');
  if (profile === undefined) {
    skipOpening(steps, 'profile-not-known');
    await steps.run('policy', () => checkPolicy(checked.manifest, reception, []));
    return null;
  }
  return checkContent(steps, { ...opening, identities, profile });
}

function skipOpening(steps: Checklist, reason: SkipReason): null {
  for (const id of openingSteps) steps.skip(id, reason);
  return null;
}

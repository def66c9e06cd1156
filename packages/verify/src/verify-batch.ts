import { type BatchSource, type Container, type Identity, parseManifest, ScelleError } from '@scelle/core';
import { abortableSource } from '@scelle/core/internal';
import type { SealedContext, StepsContext, VerificationContext } from './contract/context.ts';
import type { Announcement } from './contract/intake.ts';
import type { ChoosePolicy, Policy, SequenceDisposition } from './contract/policy.ts';
import type { FullReport, RecordSummary, SealedReport, StepId } from './contract/report.ts';
import { type ReportParts, reportFull, reportSealed } from './create-report.ts';
import { VerifyError } from './errors/verify-error.ts';
import { checkHead } from './steps/check-head.ts';
import { Checklist, type SkipReason } from './steps/checklist.ts';
import { checkContainer, checkPayload } from './steps/container.ts';
import { checkContent } from './steps/content-pass.ts';
import type { CheckedManifest, Criteria } from './steps/manifest.ts';
import { checkContext, checkPolicy, checkPolicyForm } from './steps/policy.ts';

/** The steps that need an opening key. */
const openingSteps: readonly StepId[] = ['decryption', 'content', 'records', 'merkle', 'attachments', 'policy'];

/**
 * Decides whether a batch may be imported: the same check whichever way it came. It never throws for anything that is
 * wrong with the batch, which the report tells; it throws `source-unreadable` and the like where this machine failed,
 * whatever the consumer throws, and the reason of the signal. Throws `identity-missing`, `ledger-missing` and
 * `policy-invalid` where it was called wrongly. A step that waits for something makes it held, one that fails rejected:
 * `create-report.ts`. Source: docs/format.md § Verification.
 */
export async function verifyBatch(
  source: BatchSource,
  policy: Policy | ChoosePolicy,
  context: VerificationContext,
): Promise<FullReport> {
  if (!(context.identities?.length > 0)) throw new VerifyError('identity-missing');
  return reportFull(await verify(source, policy, context));
}

/**
 * The same without an opening key: all that can be told from outside. Nobody looks inside, so that the best verdict is
 * `sealed`, never `accepted`. Throws what `verifyBatch` throws. Source: docs/format.md § Verification.
 */
export async function verifySealed(
  source: BatchSource,
  policy: Policy | ChoosePolicy,
  context: SealedContext,
): Promise<SealedReport> {
  // An object may have more than its type says, and a key would be used.
  const { identities: _identities, consumer: _consumer, threads: _threads, ...sealed }: StepsContext = context;
  return reportSealed(await verify(source, policy, sealed));
}

/**
 * Judges a batch whose payload has not arrived: steps 2 to 5, on the bytes of its manifest and signatures. A report
 * that says `sealed` here only says that the payload is wanted. It never throws for anything that is wrong with the
 * announcement. Source: docs/format.md § Verification.
 */
export async function verifyAnnouncement(
  { container, payloadBytes }: Announcement,
  policy: Policy | ChoosePolicy,
  context: SealedContext,
): Promise<SealedReport> {
  checkContext(context);
  const chosen = await choosePolicy(policy, container.manifest);
  const steps = new Checklist();
  steps.skip('container', 'payload-not-arrived');
  const head = await checkHead(steps, container, chosen, context);
  if (head.checked) {
    for (const id of ['payload', 'decryption', 'content', 'records', 'merkle', 'attachments', 'policy'] as const) {
      if (!steps.hasFailed(id)) steps.skip(id, 'payload-not-arrived');
    }
  }
  context.signal?.throwIfAborted();
  return reportSealed({
    ...head,
    bytes: payloadBytes,
    origin: context.origin ?? null,
    steps,
    container,
    records: null,
  });
}

async function verify(whole: BatchSource, policy: Policy | ChoosePolicy, context: StepsContext): Promise<ReportParts> {
  checkContext(context);
  const { signal, origin } = context;
  const source = abortableSource(whole, signal);
  const steps = new Checklist();
  const container = await steps.run('container', () => checkContainer(source));
  const chosen = await choosePolicy(policy, container?.manifest ?? null);
  const findings =
    container === null
      ? findNothing(chosen, context)
      : await examine(steps, { source, container, policy: chosen, context });
  // Whatever a step has made of it: that it was to end is nothing about the batch.
  signal?.throwIfAborted();
  return { ...findings, bytes: source.size, origin: origin ?? null, steps };
}

type Known = Omit<ReportParts, 'bytes' | 'origin' | 'steps'>;

function findNothing(policy: Policy, { now = new Date() }: SealedContext): Known {
  const criteria = { now, receivedAt: now, policy };
  return { criteria, container: null, signatures: null, checked: null, disposition: null, records: null };
}

/** The policy, whoever chooses it. Throws `policy-invalid`. */
async function choosePolicy(policy: Policy | ChoosePolicy, manifest: Uint8Array | null): Promise<Policy> {
  const chosen = typeof policy === 'function' ? await policy(manifest && findClaimedSender(manifest)) : policy;
  checkPolicyForm(chosen);
  return chosen;
}

/** The sender that a manifest names, nothing being verified. Null for rubbish. */
function findClaimedSender(manifest: Uint8Array): string | null {
  try {
    return parseManifest(manifest).sender;
  } catch (error) {
    if (ScelleError.is(error)) return null;
    throw error;
  }
}

interface Examination {
  readonly source: BatchSource;
  readonly container: Container;
  readonly policy: Policy;
  readonly context: StepsContext;
}

/** Steps 2 to 12. */
async function examine(steps: Checklist, { source, container, policy, context }: Examination): Promise<Known> {
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
  return { ...head, container, records };
}

interface Opening {
  readonly source: BatchSource;
  readonly container: Container;
  readonly checked: CheckedManifest;
  readonly criteria: Criteria;
  readonly context: StepsContext;
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

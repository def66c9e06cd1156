import type { Container } from '@scelle/core';
import { isInstant, orAborted, toEpochMilliseconds, toSha256Hex } from '@scelle/core/internal';
import type { StepsContext } from '../contract/context.ts';
import type { Ledger, Policy, SequenceDisposition } from '../contract/policy.ts';
import type { Comparison } from '../contract/report.ts';
import { VerifyError } from '../errors/verify-error.ts';
import type { Checklist, StepOutcome } from './checklist.ts';
import { type CheckedManifest, type Criteria, checkAddressee, checkManifest } from './manifest.ts';
import { checkLimits } from './policy.ts';
import { type CheckedSignatures, checkSignatures } from './signature.ts';

/** What can be known of a batch without its payload. */
interface CheckedHead {
  readonly criteria: Criteria;
  readonly signatures: CheckedSignatures | null;
  readonly checked: CheckedManifest | null;
  readonly disposition: SequenceDisposition | null;
  /** What was compared of the limits, for step 12; a batch beyond them has failed that step already. */
  readonly limits: readonly Comparison[];
}

/** Steps 2 to 5: signatures, manifest, addressee, place in the stream; and of step 12 the limits. Source: docs/format.md § Verification. */
export async function checkHead(
  steps: Checklist,
  container: Omit<Container, 'payload'>,
  policy: Policy,
  context: StepsContext,
): Promise<CheckedHead> {
  const ledger = askStrictly(context);
  const criteria = await findCriteria(container, policy, context.now, ledger);
  const signatures = await steps.run('signature', () => checkSignatures(container, policy));
  const checked = signatures && (await steps.run('manifest', () => checkManifest(container, signatures, criteria)));
  if (checked === null) return { criteria, signatures, checked, disposition: null, limits: [] };
  await steps.run('addressee', () =>
    checkAddressee(checked.manifest, policy, context.identities ?? [], context.channel),
  );
  const disposition = await judgeSequence(steps, checked, ledger);
  const isNew = disposition?.kind !== 'duplicate' && !steps.hasFailed('addressee', 'sequence');
  const limits = isNew && (await steps.runEarly('policy', () => checkLimits(checked, policy, ledger)));
  return { criteria, signatures, checked, disposition, limits: limits || [] };
}

/** When the batch was first received: earlier than now where the ledger knows it. */
async function findCriteria(
  { manifest }: Pick<Container, 'manifest'>,
  policy: Policy,
  now: Date = new Date(),
  ledger?: Ledger,
): Promise<Criteria> {
  const firstSeen = await ledger?.firstSeenAt?.(toSha256Hex(manifest));
  return { now, receivedAt: firstSeen ? new Date(toEpochMilliseconds(firstSeen)) : now, policy };
}

const kinds: readonly unknown[] = ['next', 'duplicate', 'gap', 'equivocation', 'fork'];

/**
 * The ledger, whose answers are looked at: what is no number is over no limit, and what is no instant is before none.
 * Undefined where there is none. Its methods throw `ledger-invalid`, and the reason of the signal.
 */
function askStrictly({ ledger, signal }: StepsContext): Ledger | undefined {
  if (ledger === 'none') return undefined;
  const ask = async <T>(method: keyof Ledger, call: () => Promise<T>, isAnswer: (answer: T) => boolean): Promise<T> => {
    const answer = await orAborted(call, signal);
    if (!isAnswer(answer)) throw new VerifyError('ledger-invalid', { field: method });
    return answer;
  };
  return {
    judgeSequence: (manifest, digest) =>
      ask('judgeSequence', () => ledger.judgeSequence(manifest, digest), isDisposition),
    firstSeenAt: async (digest) =>
      await ask(
        'firstSeenAt',
        async () => ledger.firstSeenAt?.(digest) ?? null,
        (at) => at === null || isInstant(at),
      ),
    countRecords: (query) =>
      ask(
        'countRecords',
        async () => ledger.countRecords?.(query) ?? 0,
        (count) => Number.isSafeInteger(count) && count >= 0,
      ),
  };
}

function isDisposition(answer: SequenceDisposition): boolean {
  return kinds.includes(answer?.kind) && (answer.kind !== 'gap' || Number.isSafeInteger(answer.expected));
}

async function judgeSequence(
  steps: Checklist,
  checked: CheckedManifest,
  ledger: Ledger | undefined,
): Promise<SequenceDisposition | null> {
  if (ledger) return steps.run('sequence', () => checkSequence(checked, ledger));
  steps.skip('sequence', 'no-ledger');
  return null;
}

/**
 * Step 5: the place of the batch in its stream, as the ledger judges it. A gap makes the batch wait and stops nothing.
 * Source: docs/format.md § Verification.
 */
async function checkSequence(
  { manifest, digest }: CheckedManifest,
  ledger: Ledger,
): Promise<StepOutcome<SequenceDisposition>> {
  const disposition = await ledger.judgeSequence(manifest, digest);
  const found = manifest.sequence;
  if (disposition.kind === 'equivocation') throw new VerifyError('sequence-equivocation', { found });
  if (disposition.kind === 'fork') throw new VerifyError('sequence-fork', { found });
  const expected = disposition.kind === 'gap' ? disposition.expected : found;
  return {
    value: disposition,
    compared: [{ what: 'sequence', found: String(found), expected: String(expected) }],
    waitsFor: disposition.kind === 'gap' ? [{ code: 'sequence-gap', details: { found, expected } }] : [],
  };
}

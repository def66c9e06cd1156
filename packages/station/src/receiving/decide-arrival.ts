import type { Finding, StepId, VerificationReport } from '@scelle/verify';
import type { StationFolder } from '../folder/layout.ts';
import type { ReceivedState } from '../ledger/received-batches.ts';

/** What becomes of a batch that came, for the ledger and the folders. */
export interface Arrival {
  readonly state: ReceivedState;
  /** Whether its number in the stream is its own from now on. */
  readonly holdsNumber: boolean;
  readonly folder: StationFolder;
}

/**
 * The steps whose failure leaves open what the sender sealed: damage, forgery, missing signatures, or a manifest that
 * nobody can read. Whoever carries a batch can cause them, and must not use up the sender's number.
 */
const unauthenticSteps: readonly StepId[] = ['container', 'signature', 'manifest', 'payload'];

/** Failures of the place in the stream: the number belongs to another batch, or its turn is not decided. */
const misplacedCodes: readonly string[] = ['sequence-equivocation', 'sequence-fork'];

/** Codes of findings after which a number may still belong to another batch: a thief of a key must not take it. */
const doubtfulCodes: readonly string[] = ['key-revoked-late'];

/** What becomes of a batch after its verification; null for a duplicate. Source: docs/design.md § Decisions. */
export function decideArrival(report: VerificationReport): Arrival | null {
  const { verdict, steps, codes, waitsFor, manifest } = report;
  const failed = steps.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);
  const isUnauthentic = manifest === null || failed.some((id) => unauthenticSteps.includes(id));
  if (isUnauthentic || codes.includes('addressee-other')) {
    return { state: 'quarantined', holdsNumber: false, folder: 'quarantine' };
  }
  if (verdict === 'duplicate') return null;
  if (verdict === 'rejected') {
    const holdsNumber = !codes.some((code) => misplacedCodes.includes(code));
    return { state: 'rejected', holdsNumber, folder: 'quarantine' };
  }
  if (verdict === 'accepted') return { state: 'accepted', holdsNumber: true, folder: 'inbox' };
  const holdsNumber = !waitsFor.some(({ code }) => doubtfulCodes.includes(code));
  return { state: 'held', holdsNumber, folder: 'held' };
}

/** Whether its sender sealed a batch for a place in the stream that is another's. */
export function isMisplaced(report: VerificationReport): boolean {
  const isRejected = decideArrival(report)?.state === 'rejected';
  return isRejected && report.codes.some((code) => misplacedCodes.includes(code));
}

/** What a person must see of a batch that was not accepted; `scelle judge` says that it was seen. */
export function listForAPerson({ codes }: VerificationReport, { state }: Arrival): readonly Finding[] {
  if (state === 'quarantined') return [{ code: 'quarantined', details: {} }];
  return codes.filter((code) => misplacedCodes.includes(code)).map((code) => ({ code, details: {} }));
}

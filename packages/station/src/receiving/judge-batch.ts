import { type SignedDocument, toInstant } from '@scelle/core';
import type { FollowedBatch } from '@scelle/verify';
import { requireReason } from '../custody/custody-log.ts';
import { StationError } from '../errors/station-error.ts';
import { parseBatchName } from '../home/layout.ts';
import type { Station } from '../home/station.ts';
import type { AuthenticBatch, ReceivedBatch } from '../ledger/received-batch.ts';
import {
  findByNumber,
  findQuarantined,
  listByDigits,
  listByNumber,
  updateReceived,
} from '../ledger/received-batches.ts';
import { findPosition, judgePosition } from '../ledger/streams.ts';
import { rejectForTime } from './decide-announced.ts';
import { type BatchOutcome, enterOutcome, followHeld } from './enter-outcome.ts';
import type { FindPolicy } from './find-policy.ts';

/** What a person decides about a batch that waits, and why. */
export interface Judgement {
  readonly decision: 'accept' | 'reject';
  /** Goes into the custody log. */
  readonly reason: string;
  /** With it a batch is verified once more that the time of its seal brought into quarantine; else nothing is decided of it. */
  readonly findPolicy?: FindPolicy;
  /** Whether its sender has said that it sealed the batch itself, with a key that is revoked. */
  readonly senderConfirms?: boolean;
}

/** What a decision came to. */
export interface JudgedBatch {
  readonly name: string;
  readonly receipts: readonly SignedDocument[];
  /** What the sender is told of a batch that was in quarantine; null where there is nobody to tell, or a receipt tells it. */
  readonly decision: SignedDocument | null;
  readonly followed: readonly FollowedBatch[];
}

/**
 * Carries out a person's decision about a batch that is held for one, or that was rejected for its place in the stream;
 * what is in quarantine, by the name of its file, can only be rejected for good: where it is there for the time of its
 * seal alone, by a decision that its sender gets. Accepting it waives
 * what it waited for, which its codes go on telling; its place in the stream is not waived, nor what an accepted batch
 * came to lack when keys or policy changed before it was opened. Rejecting it uses its number up, except where its seal
 * is doubted: the number is then left to the true batch. Throws `batch-unknown`, `batch-ambiguous`, `batch-not-waiting`,
 * `batch-not-acceptable`, `batch-out-of-turn`, `reason-invalid`.
 */
export async function judgeBatch(station: Station, name: string, judgement: Judgement): Promise<JudgedBatch> {
  requireReason(judgement.reason);
  return station.exclusively(async () => {
    const stranger = await findQuarantined(station.ledger, name);
    if (stranger !== null) return await dismiss(station, stranger, name, judgement);
    const batch = await findReceivedBatch(station, name);
    if (!isForAPerson(batch)) throw new StationError('batch-not-waiting', { name, found: batch.state });
    const receipts = await enterOutcome(station, batch, await toOutcome(station, batch, name, judgement));
    return { name, receipts, decision: null, followed: await followHeld(station, batch.identity) };
  });
}

/** Whether only a person can decide what becomes of the batch, or has not yet said that they have seen it. */
export function isForAPerson({ waitsFor }: Pick<ReceivedBatch, 'waitsFor'>): boolean {
  return waitsFor.some(({ code }) => code !== 'sequence-gap');
}

async function toOutcome(
  station: Station,
  batch: AuthenticBatch,
  name: string,
  judgement: Judgement,
): Promise<BatchOutcome> {
  const { decision, reason } = judgement;
  const { level, codes, holdsNumber } = batch;
  const judged = { level, codes, command: 'judge', act: 'batch-judged', details: { reason } } as const;
  if (decision === 'reject') return { ...judged, codes: codesOf(batch), state: 'rejected', holdsNumber };
  if (batch.state === 'accepted') checkWaivable(batch, name);
  else await checkTurn(station, batch, name);
  return { ...judged, codes: codesOf(batch), state: 'accepted', holdsNumber: true };
}

/** What a batch lacks since keys or policy have changed can be mended, but not said away. */
function checkWaivable({ waitsFor }: AuthenticBatch, name: string): void {
  const lacking = waitsFor.find(({ code }) => code !== 'key-revoked-late');
  if (lacking !== undefined) throw new StationError('batch-not-acceptable', { name, found: lacking.code });
}

/** With the findings for which an accepted batch waits, its receipt tells why it is rejected all the same. */
function codesOf({ state, codes, waitsFor }: AuthenticBatch): readonly string[] {
  return state === 'accepted' ? [...new Set([...waitsFor.map(({ code }) => code), ...codes])] : codes;
}

/**
 * What is in quarantine stays there: a person can only say that they have seen it. Where nothing is wrong with it but
 * the time of its seal, that uses its number up, and its sender is told.
 */
async function dismiss(
  station: Station,
  batch: ReceivedBatch,
  name: string,
  { decision, reason, findPolicy, senderConfirms = false }: Judgement,
): Promise<JudgedBatch> {
  const isRejected = decision === 'reject';
  // It may have been seen before there were decisions.
  const isDecided = isRejected && findPolicy !== undefined;
  const rejected = isDecided ? await rejectForTime(station, batch, { reason, findPolicy, senderConfirms }) : null;
  if (rejected !== null) return { name, receipts: [], ...rejected };
  if (!(isRejected && isForAPerson(batch))) throw new StationError('batch-not-waiting', { name, found: batch.state });
  await station.change(async (inside) => {
    const changedAt = toInstant(inside.environment.now());
    await updateReceived(inside.ledger, batch.id, { ...batch, waitsFor: [], changedAt });
    const details = { file: name, reason };
    await inside.record({ command: 'judge', act: 'quarantine-seen', result: 'quarantined', details });
  });
  return { name, receipts: [], decision: null, followed: [] };
}

/** The received batch that is called so: by its name, or by its digest or the beginning of it. */
export async function findReceivedBatch(
  { ledger, receivesFor: recipient }: Station,
  name: string,
): Promise<AuthenticBatch> {
  const place = parseBatchName(name);
  const isOwn = place?.recipient === recipient;
  const [batch, ...others] = [
    ...(isOwn ? await listByNumber(ledger, place) : []),
    ...(DIGITS.test(name) ? await listByDigits(ledger, name) : []),
  ];
  if (batch === undefined) throw new StationError('batch-unknown', { name });
  if (others.length > 0) throw new StationError('batch-ambiguous', { name });
  return batch;
}

/** The beginning of a digest; fewer digits could name another batch tomorrow. */
const DIGITS = /^[0-9a-f]{8,64}$/;

/** A fork that a person accepts follows another batch than the one here, which is what the decision is about. */
async function checkTurn({ ledger }: Station, { identity, id }: AuthenticBatch, name: string): Promise<void> {
  const { expected } = await findPosition(ledger, identity);
  const holder = await findByNumber(ledger, identity);
  const isFree = holder === null || holder.id === id;
  const { kind } = await judgePosition(ledger, identity);
  if (identity.sequence !== expected || !isFree || kind === 'gap') {
    throw new StationError('batch-out-of-turn', { name, expected });
  }
}

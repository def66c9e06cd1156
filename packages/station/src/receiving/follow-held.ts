import { existsSync } from 'node:fs';
import type { FollowedBatch } from '@scelle/verify';
import type { StationLayout } from '../folder/layout.ts';
import { type AuthenticBatch, findByNumber } from '../ledger/received-batches.ts';
import { judgePosition } from '../ledger/station-ledger.ts';
import { findPosition, listStreamNames, type StreamName } from '../ledger/streams.ts';
import { parseReceipt } from '../receipts/receipt.ts';
import { findReceipts } from '../receipts/receipt-store.ts';
import type { Station } from '../station.ts';
import { type Settlement, settleBatch } from './settle-batch.ts';
import { draftVerification } from './verification-receipt.ts';

/**
 * Accepts the held batches of a stream, or of all, whose turn has come, in their order. It stops at a gap, at a batch
 * that waits for a person, and at one whose file is gone until it is delivered once more. Interrupted, it goes on where it was: each batch is a transaction of its own.
 */
export async function followHeld(station: Station, only?: StreamName): Promise<readonly FollowedBatch[]> {
  const followed: FollowedBatch[] = [];
  for (const name of only ? [only] : listStreamNames(station.database)) {
    for (let batch = findNextHeld(station, name); batch !== null; batch = findNextHeld(station, name)) {
      followed.push(await follow(station, batch));
    }
  }
  return followed;
}

function findNextHeld({ database, layout }: Station, { sender, stream }: StreamName): AuthenticBatch | null {
  const { expected: sequence } = findPosition(database, { sender, stream });
  const batch = findByNumber(database, { sender, stream, sequence });
  const waitsForOthersOnly = batch?.state === 'held' && batch.waitsFor.every(({ code }) => code === 'sequence-gap');
  return waitsForOthersOnly && isThere(layout, batch) ? batch : null;
}

/** A gateway has handed on the bytes of some: the ledger names no file for these. */
function isThere({ stored }: StationLayout, { file }: AuthenticBatch): boolean {
  return file === null || existsSync(stored(file));
}

async function follow(station: Station, batch: AuthenticBatch): Promise<FollowedBatch> {
  const { sender, stream, sequence, digest: manifestDigest } = batch.identity;
  const settlement = decide(station, batch);
  const receipts = await settleBatch(station, batch, settlement);
  const { state: outcome, codes } = settlement;
  return { sender, stream, sequence, manifestDigest, outcome, codes, receipts };
}

/** A batch that names another one before it than this party knows does not take the number. */
function decide(station: Station, batch: AuthenticBatch): Settlement {
  const common = { level: batch.level, command: 'receive', act: 'batch-followed' } as const;
  if (judgePosition(station.database, batch.identity).kind !== 'next') {
    const waitsFor = [{ code: 'sequence-fork', details: {} }];
    return { ...common, state: 'rejected', holdsNumber: false, codes: ['sequence-fork'], waitsFor };
  }
  const drafts = batch.level === 'full' ? draftVerification(findDelivery(station, batch)) : [];
  return { ...common, state: 'accepted', holdsNumber: true, codes: [], drafts };
}

function findDelivery({ database }: Station, { identity }: AuthenticBatch) {
  const { sender: party, digest } = identity;
  const issued = findReceipts(database, { direction: 'issued', party, digest });
  const delivery = issued.find(({ stage }) => stage === 'delivery');
  return delivery ? parseReceipt(delivery.document) : null;
}

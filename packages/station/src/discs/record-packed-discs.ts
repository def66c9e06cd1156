import { toInstant } from '@scelle/core';
import type { SentBatch } from '../ledger/sent-batches.ts';
import { noteSent } from '../sending/mark-sent.ts';
import type { Station } from '../station.ts';
import { type DiscItem, type DiscSet, formatDiscs, insertDiscItem, insertDiscSet } from './disc-sets.ts';
import { type HandOver, toHandOverDetails } from './hand-over.ts';

/** A set that was written. */
export interface PackedDiscs {
  readonly set: DiscSet;
  readonly spareDiscs: number;
  readonly items: readonly DiscItem[];
  /** The batches among them. */
  readonly batches: readonly SentBatch[];
  readonly handOver: HandOver;
}

/**
 * Notes a set that was written: its batches have left by discs, and the ledger knows by which. Throws
 * `hand-over-invalid`, and the codes of `transaction`.
 */
export async function recordPackedDiscs(station: Station, packed: PackedDiscs): Promise<void> {
  const { set, spareDiscs, items, batches, handOver } = packed;
  const { key, id, party, label, discs } = set;
  const discsOf = new Map(items.map((item) => [item.digest, formatDiscs(item.discs)]));
  await station.exclusively(async () =>
    station.change(() => {
      insertDiscSet(station.database, 'sent', set, toInstant(station.environment.now()));
      for (const item of items) insertDiscItem(station.database, 'sent', key, item);
      station.record({
        command: 'media write',
        act: 'discs-packed',
        party,
        result: 'packed',
        details: { set: key, id, label, discs, spareDiscs, batches: batches.length, ...toHandOverDetails(handOver) },
      });
      for (const batch of batches) {
        const details = { discs: discsOf.get(batch.digest) ?? '' };
        noteSent(station, batch, { channel: 'media', carrier: key, details });
      }
    }),
  );
}

import { existsSync } from 'node:fs';
import { toInstant } from '@scelle/core';
import type { CustodyBatch } from '../custody/act.ts';
import type { Station } from '../station.ts';
import { type DiscItem, type DiscSet, formatDiscs, insertDiscItem, insertDiscSet, isOnDiscs } from './disc-sets.ts';

/** A batch that was put together from discs, and that the station has taken. */
export interface RestoredBatch {
  readonly set: DiscSet;
  readonly item: DiscItem;
  readonly batch: CustodyBatch;
  /** What the station made of it, such as `accepted`. */
  readonly result: string;
}

/** Notes which discs a batch came on, once for each set. Throws the codes of `transaction`. */
export async function recordRestored(station: Station, { set, item, batch, result }: RestoredBatch): Promise<void> {
  const { database, environment, record } = station;
  await station.exclusively(async () =>
    station.change(() => {
      if (isOnDiscs(database, 'received', item.digest, set.key)) return;
      insertDiscSet(database, 'received', set, toInstant(environment.now()));
      insertDiscItem(database, 'received', set.key, item);
      record({
        command: 'media read',
        act: 'batch-restored',
        party: batch.sender,
        batch,
        result,
        details: { set: set.key, discs: formatDiscs(item.discs) },
      });
    }),
  );
}

/**
 * Whether a batch of a set was taken on another day and is still there: then it need not be verified again each time that
 * a further disc of its set is read.
 */
export function isTakenFromDiscs(
  { database, layout }: Station,
  { setKey, sender, digest }: { readonly setKey: string; readonly sender: string; readonly digest: string },
): boolean {
  if (!isOnDiscs(database, 'received', digest, setKey)) return false;
  const row = database.prepare('SELECT file FROM received WHERE digest = ? AND sender = ?').get(digest, sender);
  const file = row?.['file'] ?? null;
  return file !== null && existsSync(layout.stored(String(file)));
}

import type { Database } from '../sinks/database.ts';
import type { Station } from '../station.ts';
import { certificateLimits } from './certificate.ts';
import { type Erasure, readErasures } from './erase-batch.ts';
import { type ExpiredBatch, listExpired } from './expired-batches.ts';

/** What one certificate is to speak of. */
export interface ChosenBatches {
  readonly expired: readonly ExpiredBatch[];
  readonly action: Erasure;
}

/**
 * The batches that were imported before an instant and are to be erased now, no more than a certificate lists: also those
 * that were erased and have come back with an older state of the database. Where an interruption left deleted ones that
 * no certificate names, it is their turn, whatever is wanted meanwhile: a certificate says what was done.
 */
export async function chooseExpired(
  station: Station,
  database: Database,
  before: string,
  wanted: Erasure,
): Promise<ChosenBatches> {
  const erasures = await readErasures(database);
  const expired = listExpired(station.database, before).filter(
    ({ batch, isErased }) => !isErased || erasures.get(batch.identity.digest) === null,
  );
  const deleted = expired.filter(({ batch }) => erasures.get(batch.identity.digest) === 'deleted');
  const chosen: ChosenBatches =
    deleted.length > 0 ? { expired: deleted, action: 'deleted' } : { expired, action: wanted };
  return { ...chosen, expired: chosen.expired.slice(0, certificateLimits.batches) };
}

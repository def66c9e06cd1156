import type { DatabaseSync } from 'node:sqlite';
import { type AuthenticBatch, listReceived, toAuthenticBatches } from '../ledger/received-batches.ts';

/** An imported batch whose term is over. */
export interface ExpiredBatch {
  readonly batch: AuthenticBatch;
  /** How many of its records were imported. */
  readonly accepted: number;
  /** What the target was called. */
  readonly target: string;
}

/** The batches that were imported before an instant and are not erased, in order, and no more than so many. */
export function listExpired(database: DatabaseSync, before: string, most: number): ExpiredBatch[] {
  const find = database.prepare(
    'SELECT accepted, target FROM imports WHERE received = ? AND erased_at IS NULL AND imported_at < ?',
  );
  const expired = toAuthenticBatches(listReceived(database, 'accepted')).flatMap((batch) => {
    const row = find.get(batch.id, before);
    return row === undefined ? [] : [{ batch, accepted: Number(row['accepted']), target: String(row['target']) }];
  });
  return expired.slice(0, most);
}

/** Notes that the records of a batch were erased; to be called within a transaction. */
export function markErased(database: DatabaseSync, { id }: AuthenticBatch, at: string): void {
  database.prepare('UPDATE imports SET erased_at = ? WHERE received = ?').run(at, id);
}

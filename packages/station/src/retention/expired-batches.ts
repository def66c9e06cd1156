import type { DatabaseSync } from 'node:sqlite';
import { type AuthenticBatch, listReceived, toAuthenticBatches } from '../ledger/received-batches.ts';

/** An imported batch whose term is over. */
export interface ExpiredBatch {
  readonly batch: AuthenticBatch;
  /** How many of its records were imported. */
  readonly accepted: number;
  /** What the target was called. */
  readonly target: string;
  /** Whether the ledger knows that its records were erased. */
  readonly isErased: boolean;
}

/** The batches that were imported before an instant, in order. */
export function listExpired(database: DatabaseSync, before: string): ExpiredBatch[] {
  const find = database.prepare(
    'SELECT accepted, target, erased_at FROM imports WHERE received = ? AND imported_at < ?',
  );
  return toAuthenticBatches(listReceived(database, 'accepted')).flatMap((batch) => {
    const row = find.get(batch.id, before);
    if (row === undefined) return [];
    const { accepted, target, erased_at: erasedAt } = row;
    return [{ batch, accepted: Number(accepted), target: String(target), isErased: erasedAt !== null }];
  });
}

/** Notes that the records of a batch were erased; to be called within a transaction. */
export function markErased(database: DatabaseSync, { id }: AuthenticBatch, at: string): void {
  database.prepare('UPDATE imports SET erased_at = ? WHERE received = ?').run(at, id);
}

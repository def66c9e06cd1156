import type { DatabaseSync } from 'node:sqlite';
import { type AuthenticBatch, listReceived, toAuthenticBatches } from '../ledger/received-batches.ts';

/** What the ledger knows of the import of a batch. */
export interface LedgerImport {
  /** What the target is called. */
  readonly target: string;
  readonly accepted: number;
  readonly rejected: number;
  readonly importedAt: string;
}

/** Whether the ledger knows that the batch was imported. */
function isImported(database: DatabaseSync, { id }: Pick<AuthenticBatch, 'id'>): boolean {
  return database.prepare('SELECT 1 FROM imports WHERE received = ?').get(id) !== undefined;
}

/** Where the ledger knows records of a batch to be, or null where none was imported or they are erased. */
export function findTarget(database: DatabaseSync, { id }: Pick<AuthenticBatch, 'id'>): string | null {
  const row = database
    .prepare('SELECT target FROM imports WHERE received = ? AND accepted > 0 AND erased_at IS NULL')
    .get(id);
  return row === undefined ? null : String(row['target']);
}

/** Of the other batches in a target, the digest of the one that has been there for longest; or null. */
export function findEarliest(
  database: DatabaseSync,
  target: string,
  { id }: Pick<AuthenticBatch, 'id'>,
): string | null {
  const row = database
    .prepare(
      `SELECT r.digest FROM imports i JOIN received r ON r.id = i.received
       WHERE i.target = ? AND i.received <> ? ORDER BY i.imported_at, i.received LIMIT 1`,
    )
    .get(target, id);
  return row === undefined ? null : String(row['digest']);
}

/** Keeps what an import came to, in place of what was known; to be called within a transaction. */
export function storeImport(database: DatabaseSync, { id }: Pick<AuthenticBatch, 'id'>, found: LedgerImport): void {
  const { target, accepted, rejected, importedAt } = found;
  database
    .prepare(
      `INSERT INTO imports (received, target, accepted, rejected, imported_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET target = excluded.target, accepted = excluded.accepted, rejected = excluded.rejected,
         imported_at = excluded.imported_at, erased_at = NULL`,
    )
    .run(id, target, accepted, rejected, importedAt);
}

/** The accepted batches that were not imported, in the order of their streams and numbers. */
export function listUnimported(database: DatabaseSync): AuthenticBatch[] {
  return toAuthenticBatches(listReceived(database, 'accepted')).filter((batch) => !isImported(database, batch));
}

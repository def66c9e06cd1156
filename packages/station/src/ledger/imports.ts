import type { LedgerReader, LedgerTransaction } from '../home/ledger.ts';
import type { AuthenticBatch } from './received-batch.ts';
/** What the ledger knows of the import of a batch. */
export interface LedgerImport {
  /** What the target is called. */
  readonly target: string;
  readonly accepted: number;
  readonly rejected: number;
  readonly importedAt: string;
}
/** Whether the ledger knows that the batch was imported. */
export async function isImported(ledger: LedgerReader, { id }: Pick<AuthenticBatch, 'id'>): Promise<boolean> {
  return (await ledger.row('SELECT 1 FROM imports WHERE received = ?', id)) !== undefined;
}
/** Where the ledger knows records of a batch to be, or null where none was imported or they are erased. */
export async function findTarget(ledger: LedgerReader, { id }: Pick<AuthenticBatch, 'id'>): Promise<string | null> {
  const row = await ledger.row(
    'SELECT target FROM imports WHERE received = ? AND accepted > 0 AND erased_at IS NULL',
    id,
  );
  return row === undefined ? null : String(row['target']);
}
/** Of the other batches in a target, the digest of the one that has been there for longest; or null. */
export async function findEarliest(
  ledger: LedgerReader,
  target: string,
  { id }: Pick<AuthenticBatch, 'id'>,
): Promise<string | null> {
  const row = await ledger.row(
    `SELECT r.digest FROM imports i JOIN received r ON r.id = i.received
       WHERE i.target = ? AND i.received <> ? ORDER BY i.imported_at, i.received LIMIT 1`,
    target,
    id,
  );
  return row === undefined ? null : String(row['digest']);
}
/** Keeps what an import came to, in place of what was known; to be called within a transaction. */
export async function storeImport(
  ledger: LedgerTransaction,
  { id }: Pick<AuthenticBatch, 'id'>,
  found: LedgerImport,
): Promise<void> {
  const { target, accepted, rejected, importedAt } = found;
  await ledger.run(
    `INSERT INTO imports (received, target, accepted, rejected, imported_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET target = excluded.target, accepted = excluded.accepted, rejected = excluded.rejected,
         imported_at = excluded.imported_at, erased_at = NULL`,
    id,
    target,
    accepted,
    rejected,
    importedAt,
  );
}

/** Notes that the records of a batch were erased; to be called within a transaction. */
export async function markErased(ledger: LedgerTransaction, { id }: AuthenticBatch, at: string): Promise<void> {
  await ledger.run('UPDATE imports SET erased_at = ? WHERE received = ?', at, id);
}

/** What is known of the imports before an instant, by the ids of their batches. */
export async function listImportedBefore(
  ledger: LedgerReader,
  before: string,
): Promise<ReadonlyMap<number, { readonly accepted: number; readonly target: string; readonly isErased: boolean }>> {
  const rows = await ledger.rows(
    'SELECT received, accepted, target, erased_at FROM imports WHERE imported_at < ?',
    before,
  );
  return new Map(
    rows.map(({ received, accepted, target, erased_at: erasedAt }) => [
      Number(received),
      { accepted: Number(accepted), target: String(target), isErased: erasedAt !== null },
    ]),
  );
}

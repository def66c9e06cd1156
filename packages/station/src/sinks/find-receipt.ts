import type { SignedDocument } from '@scelle/verify';
import type { Database } from './database.ts';

/** The import receipt of the batch with this manifest, or null. */
export async function findReceipt(database: Database, digest: string): Promise<SignedDocument | null> {
  const [row] = await database.rows(
    `SELECT r.document, r.signature FROM receipts r JOIN batches b ON b.id = r.batch
     WHERE b.digest = $1 AND r.stage = 'import'`,
    [digest],
  );
  return row === undefined ? null : (row as unknown as SignedDocument);
}

import type { DatabaseSync } from 'node:sqlite';
import { type CustodyEntry, entryField, parseEntry } from './entry.ts';

/** Every act that concerns a batch, in its order. */
export function listBatchLife(database: DatabaseSync, digest: string): CustodyEntry[] {
  const rows = database.prepare(`SELECT entry FROM custody WHERE ${entryField('$.batch.digest')} = ? ORDER BY number`);
  return rows.all(digest).flatMap((row) => parseEntry(String(row['entry'])) ?? []);
}

import type { DatabaseSync } from 'node:sqlite';
import { isStoredFile } from '../folder/layout.ts';

/**
 * The first file that the ledger names otherwise than a station names the file of a batch, or null. Threat: whoever made
 * the ledger, such as that of a forged backup, chose what stands in it, and files are read and removed by it.
 */
export function findForeignFile(database: DatabaseSync): string | null {
  const rows = database.prepare(
    `SELECT 'outbox/' || file AS file FROM sent UNION ALL SELECT file FROM received WHERE file IS NOT NULL`,
  );
  for (const row of rows.iterate()) if (!isStoredFile(String(row['file']))) return String(row['file']);
  return null;
}

import type { DatabaseSync } from 'node:sqlite';
import { name } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import { isStoredFile } from '../home/layout.ts';
import type { PartyRole } from '../home/station.ts';

/** Whose station it is. */
export interface Owner {
  readonly name: string;
  readonly role: PartyRole;
  /** The party to which the batches are addressed that arrive here: this one, or that for which a gateway stands. */
  readonly receivesFor: string;
}

/** Reads whose ledger it is. Throws `ledger-damaged` where it does not say. */
export function readOwner(database: DatabaseSync, file: string): Owner {
  const row = database.prepare('SELECT name, role, COALESCE(receives_for, name) AS receivesFor FROM own').get();
  const names = [row?.['name'], row?.['receivesFor']];
  if (!names.every((each) => name().safeParse(each).success)) {
    throw new StationError('ledger-damaged', { file, found: 'own' });
  }
  return row as unknown as Owner;
}

/** Whether the ledger is that of this party. */
export function isOwner(database: DatabaseSync, party: string): boolean {
  return database.prepare('SELECT 1 FROM own WHERE name = ?').get(party) !== undefined;
}

/** Says whose ledger it is, once. */
export function writeOwner(database: DatabaseSync, owner: Owner, createdAt: string): void {
  database
    .prepare('INSERT INTO own (id, name, role, created_at, receives_for) VALUES (1, ?, ?, ?, ?)')
    .run(owner.name, owner.role, createdAt, owner.receivesFor);
}

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

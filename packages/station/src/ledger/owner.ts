import type { DatabaseSync } from 'node:sqlite';
import { name } from '@scelle/core';
import type { PartyRole } from '../cards/card.ts';
import { StationError } from '../errors/station-error.ts';

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

import { name } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import { isStoredFile } from '../home/layout.ts';
import type { LedgerReader, LedgerTransaction } from '../home/ledger.ts';
import type { PartyRole } from '../home/station.ts';

/** Whose station it is. */
export interface Owner {
  readonly name: string;
  readonly role: PartyRole;
  /** The party to which the batches are addressed that arrive here: this one, or that for which a gateway stands. */
  readonly receivesFor: string;
}

/** Reads whose ledger it is. Throws `ledger-damaged` where it does not say. */
export async function readOwner(ledger: LedgerReader, file: string): Promise<Owner> {
  const row = await ledger.row('SELECT name, role, COALESCE(receives_for, name) AS receivesFor FROM own');
  const names = [row?.['name'], row?.['receivesFor']];
  if (!names.every((each) => name().safeParse(each).success)) {
    throw new StationError('ledger-damaged', { file, found: 'own' });
  }
  return row as unknown as Owner;
}

/** Whether the ledger is that of this party. */
export async function isOwner(ledger: LedgerReader, party: string): Promise<boolean> {
  return (await ledger.row('SELECT 1 FROM own WHERE name = ?', party)) !== undefined;
}

/** Says whose ledger it is, once. */
export async function writeOwner(ledger: LedgerTransaction, owner: Owner, createdAt: string): Promise<void> {
  await ledger.run(
    'INSERT INTO own (id, name, role, created_at, receives_for) VALUES (1, ?, ?, ?, ?)',
    owner.name,
    owner.role,
    createdAt,
    owner.receivesFor,
  );
}

/**
 * The first file that the ledger names otherwise than a station names the file of a batch, or null. Threat: whoever made
 * the ledger, such as that of a forged backup, chose what stands in it, and files are read and removed by it.
 */
export async function findForeignFile(ledger: LedgerReader): Promise<string | null> {
  const rows = await ledger.rows(
    `SELECT 'outbox/' || file AS file FROM sent UNION ALL SELECT file FROM received WHERE file IS NOT NULL`,
  );
  return rows.map(({ file }) => String(file)).find((file) => !isStoredFile(file)) ?? null;
}

/** What is wrong with the ledger as SQLite finds it: an index that differs from its table, a reference to nothing; or null. */
export async function findFault(ledger: LedgerReader): Promise<string | null> {
  const integrity = (await ledger.row('PRAGMA integrity_check(1)'))?.['integrity_check'];
  if (integrity !== 'ok') return String(integrity);
  const dangling = await ledger.row('PRAGMA foreign_key_check');
  return dangling === undefined ? null : String(dangling['table']);
}

/** When the station was made. */
export async function findBeginning(ledger: LedgerReader): Promise<string> {
  return String((await ledger.row('SELECT created_at FROM own'))?.['created_at']);
}

/** Keeps the text of settings that are in force from an instant on. */
export async function insertSettings(
  ledger: LedgerTransaction,
  { digest, text, since }: { readonly digest: string; readonly text: string; readonly since: string },
): Promise<void> {
  await ledger.run('INSERT INTO settings (digest, text, since) VALUES (?, ?, ?)', digest, text, since);
}

/** The digest of the settings that this station worked with last, or null. */
export async function findNewestSettings(ledger: LedgerReader): Promise<string | null> {
  const row = await ledger.row('SELECT digest FROM settings ORDER BY id DESC LIMIT 1');
  return row === undefined ? null : String(row['digest']);
}

import type { SignedDocument } from '@scelle/verify/internal';
import type { LedgerReader, LedgerTransaction, LedgerValue } from '../home/ledger.ts';
import { ROWS_A_PAGE, readPages } from './pages.ts';

/** A line of the custody log as it is kept; nothing of it is believed before it was checked. */
export interface CustodyRow {
  readonly number: number;
  readonly entry: string;
  /** SHA-256 of the line, hex. */
  readonly hash: string;
}

/** SQL for a field of an entry; null where the entry is no JSON, which SQLite would refuse to look into. */
function entryField(path: `$.${string}`): string {
  return `CASE WHEN json_valid(entry) THEN entry ->> '${path}' END`;
}

/** Appends a line. */
export async function insertEntry(ledger: LedgerTransaction, { number, entry, hash }: CustodyRow): Promise<void> {
  await ledger.run('INSERT INTO custody (number, entry, hash) VALUES (?, ?, ?)', number, entry, hash);
}

/** The newest line; null in a log without any. */
export async function findNewestEntry(ledger: LedgerReader): Promise<CustodyRow | null> {
  const row = await ledger.row('SELECT number, entry, hash FROM custody ORDER BY number DESC LIMIT 1');
  return row === undefined ? null : toCustodyRow(row);
}

/** Every line in the order of the numbers. */
export async function* readEntries(ledger: LedgerReader): AsyncGenerator<CustodyRow> {
  const rows = readPages((last) =>
    ledger.rows(
      'SELECT number, entry, hash FROM custody WHERE number > ? ORDER BY number LIMIT ?',
      // Somebody may have put one before the first.
      last?.['number'] ?? Number.MIN_SAFE_INTEGER,
      ROWS_A_PAGE,
    ),
  );
  for await (const row of rows) yield toCustodyRow(row);
}

function toCustodyRow(row: Readonly<Record<string, LedgerValue>>): CustodyRow {
  return { number: Number(row['number']), entry: String(row['entry']), hash: String(row['hash']) };
}

/** Number, time and act of each entry behind a number, as they stand there. */
export async function* readTimes(
  ledger: LedgerReader,
  after: number,
): AsyncGenerator<{ readonly number: number; readonly at: LedgerValue; readonly act: LedgerValue }> {
  const rows = readPages((last) =>
    ledger.rows(
      `SELECT number, ${entryField('$.at')} AS at, ${entryField('$.act')} AS act FROM custody WHERE number > ?
         ORDER BY number LIMIT ?`,
      last?.['number'] ?? after,
      ROWS_A_PAGE,
    ),
  );
  for await (const { number, at = null, act = null } of rows) yield { number: Number(number), at, act };
}

/** The lines that concern a batch, in their order. */
export async function listEntriesOfBatch(ledger: LedgerReader, digest: string): Promise<string[]> {
  const field = entryField('$.batch.digest');
  return listEntries(ledger, `SELECT entry FROM custody WHERE ${field} = ? ORDER BY number`, digest);
}

/** The lines that tell of an act, the newest first; no more than `most`, where it is given. */
export async function listEntriesOfAct(ledger: LedgerReader, act: string, most = -1): Promise<string[]> {
  const sql = `SELECT entry FROM custody WHERE ${entryField('$.act')} = ? ORDER BY number DESC`;
  return most < 0 ? listEntries(ledger, sql, act) : listEntries(ledger, `${sql} LIMIT ?`, act, most);
}

/** The lines that tell of a batch refused with this code, in their order. */
export async function listRefusals(ledger: LedgerReader, code: string): Promise<string[]> {
  return listEntries(
    ledger,
    `SELECT entry FROM custody WHERE ${entryField('$.act')} = 'batch-refused'
       AND ${entryField('$.details.codes')} LIKE ? ORDER BY number`,
    `%${code}%`,
  );
}

async function listEntries(ledger: LedgerReader, sql: string, ...values: readonly LedgerValue[]): Promise<string[]> {
  // biome-ignore lint/plugin: as many values as a statement has places.
  return (await ledger.rows(sql, ...values)).map(({ entry }) => String(entry));
}

/** The latest instant that this station itself has noted, as it stands there. */
export async function findNewestTime(ledger: LedgerReader): Promise<LedgerValue> {
  const newest = await ledger.row(
    `SELECT MAX(at) AS at FROM (
       SELECT MAX(${entryField('$.at')}) AS at FROM custody
       UNION ALL SELECT MAX(changed_at) FROM sent
       UNION ALL SELECT MAX(changed_at) FROM received) AS times`,
  );
  return newest?.['at'] ?? null;
}

/** What a receipt that this station has issued names of the log, as it stands there. */
export interface NamedEntry {
  readonly party: string;
  readonly digest: string;
  readonly stage: string;
  readonly number: LedgerValue;
  readonly hash: LedgerValue;
}

/** What the receipts of this station name. A gateway keeps those of its principal, too, which name another log. */
export async function listNamedEntries(ledger: LedgerReader): Promise<readonly NamedEntry[]> {
  const rows = await ledger.rows(
    `SELECT party, digest, stage, json_extract(text, '$.custody.number') AS number, json_extract(text, '$.custody.hash') AS hash
       FROM (SELECT *, CAST(document AS TEXT) AS text FROM receipts WHERE direction = 'issued') AS issued
       WHERE json_valid(text) AND (SELECT role FROM own) <> 'gateway'`,
  );
  return rows as unknown as readonly NamedEntry[];
}

/** A signed head, and the entry that it names. */
export interface StoredHead extends SignedDocument {
  readonly number: number;
}

/** Keeps a signed head, once. */
export async function insertHead(ledger: LedgerTransaction, head: StoredHead): Promise<void> {
  const { number, document, signature } = head;
  await ledger.run(
    'INSERT INTO custody_heads (number, document, signature) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    number,
    document,
    signature,
  );
}

/** Whether the entry with this number was signed. */
export async function hasHead(ledger: LedgerReader, number: number): Promise<boolean> {
  return (await ledger.row('SELECT 1 AS found FROM custody_heads WHERE number = ?', number)) !== undefined;
}

/** Every signed head, in the order of the entries that they name. */
export async function listHeads(ledger: LedgerReader): Promise<StoredHead[]> {
  const rows = await ledger.rows('SELECT number, document, signature FROM custody_heads ORDER BY number');
  return rows as unknown as StoredHead[];
}

/** The newest signed head, which an export carries and which anybody may keep; null in a log that was never signed. */
export async function findNewestHead(ledger: LedgerReader): Promise<StoredHead | null> {
  const row = await ledger.row('SELECT number, document, signature FROM custody_heads ORDER BY number DESC LIMIT 1');
  return row === undefined ? null : (row as unknown as StoredHead);
}

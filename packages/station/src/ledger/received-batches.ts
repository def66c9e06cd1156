import { basename } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { parseJson } from '@scelle/core/internal';
import type { Channel, Finding, Level } from '@scelle/verify';
import { StationError } from '../errors/station-error.ts';

/** What a received batch has come to. */
export type ReceivedState = 'accepted' | 'held' | 'rejected' | 'quarantined';

/** Which batch it is, as its sealed manifest says. */
export interface ReceivedIdentity {
  readonly sender: string;
  readonly stream: string;
  readonly sequence: number;
  /** SHA-256 of the manifest, hex. */
  readonly digest: string;
  /** That of the batch before. */
  readonly previous: string | null;
  readonly batchId: string;
  readonly records: number;
  readonly createdAt: string;
}

/** A batch that came, as the ledger keeps it. */
export interface ReceivedBatch {
  readonly id: number;
  /** Null for what is quarantined: nothing that it says of itself is believed. */
  readonly identity: ReceivedIdentity | null;
  readonly bytes: number;
  readonly channel: Channel;
  readonly state: ReceivedState;
  /** How far it has been verified. */
  readonly level: Level;
  /** Whether it is the batch to which its number in the stream belongs. */
  readonly holdsNumber: boolean;
  readonly codes: readonly string[];
  readonly waitsFor: readonly Finding<string>[];
  readonly firstSeenAt: string;
  readonly changedAt: string;
  /** Folder and name of its file. */
  readonly file: string | null;
}

/** A received batch that is authentic. */
export interface AuthenticBatch extends ReceivedBatch {
  readonly identity: ReceivedIdentity;
}

/** How many records of a controller a batch holds, and on which day it was created. */
export interface ControllerDay {
  readonly controller: string;
  readonly day: string;
  readonly records: number;
}

/** Keeps a batch that came, and gives its id; to be called within a transaction. */
export function insertReceived(
  database: DatabaseSync,
  batch: Omit<ReceivedBatch, 'id'>,
  controllers: readonly ControllerDay[] = [],
): number {
  const { identity } = batch;
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO received (sender, stream, sequence, digest, previous, batch_id, records, created_at, bytes, channel,
         state, level, holds_number, codes, waits_for, first_seen_at, changed_at, file)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      identity?.sender ?? null,
      identity?.stream ?? null,
      identity?.sequence ?? null,
      identity?.digest ?? null,
      identity?.previous ?? null,
      identity?.batchId ?? null,
      identity?.records ?? null,
      identity?.createdAt ?? null,
      batch.bytes,
      batch.channel,
      batch.state,
      batch.level,
      Number(batch.holdsNumber),
      JSON.stringify(batch.codes),
      JSON.stringify(batch.waitsFor),
      batch.firstSeenAt,
      batch.changedAt,
      batch.file,
    );
  const id = Number(lastInsertRowid);
  const insert = database.prepare('INSERT INTO received_controllers VALUES (?, ?, ?, ?)');
  for (const { controller, day, records } of controllers) insert.run(id, controller, day, records);
  return id;
}

/** What may change of a batch after it came. */
export type ReceivedChange = Pick<
  ReceivedBatch,
  'state' | 'level' | 'holdsNumber' | 'codes' | 'waitsFor' | 'changedAt' | 'file'
>;

/** Changes a batch; to be called within a transaction. */
export function updateReceived(database: DatabaseSync, id: number, change: ReceivedChange): void {
  const { state, level, holdsNumber, codes, waitsFor, changedAt, file } = change;
  database
    .prepare(
      `UPDATE received SET state = ?, level = ?, holds_number = ?, codes = ?, waits_for = ?, changed_at = ?, file = ?
       WHERE id = ?`,
    )
    .run(state, level, Number(holdsNumber), JSON.stringify(codes), JSON.stringify(waitsFor), changedAt, file, id);
}

/**
 * Says which batch it is of which nothing was believed before; to be called within a transaction, in which it is given
 * another state.
 */
export function identifyReceived(database: DatabaseSync, id: number, identity: ReceivedIdentity): void {
  const { sender, stream, sequence, digest, previous, batchId, records, createdAt } = identity;
  database
    .prepare(
      `UPDATE received SET state = 'rejected', sender = ?, stream = ?, sequence = ?, digest = ?, previous = ?, batch_id = ?,
         records = ?, created_at = ? WHERE id = ?`,
    )
    .run(sender, stream, sequence, digest, previous, batchId, records, createdAt, id);
}

/** The batch of a sender and stream with this manifest, or null. */
export function findByDigest(
  database: DatabaseSync,
  key: Pick<ReceivedIdentity, 'sender' | 'stream' | 'digest'>,
): AuthenticBatch | null {
  const row = database
    .prepare('SELECT * FROM received WHERE sender = ? AND stream = ? AND digest = ?')
    .get(key.sender, key.stream, key.digest);
  return row === undefined ? null : toAuthentic(row);
}

/** The batch to which a number of a stream belongs, or null. */
export function findByNumber(
  database: DatabaseSync,
  key: Pick<ReceivedIdentity, 'sender' | 'stream' | 'sequence'>,
): AuthenticBatch | null {
  const row = database
    .prepare('SELECT * FROM received WHERE sender = ? AND stream = ? AND sequence = ? AND holds_number = 1')
    .get(key.sender, key.stream, key.sequence);
  return row === undefined ? null : toAuthentic(row);
}

/** The batches in a state, in the order of their streams and numbers, then of their arrival. */
export function listReceived(database: DatabaseSync, state: ReceivedState, level?: Level): ReceivedBatch[] {
  const rows = database
    .prepare(
      `SELECT * FROM received WHERE state = ? AND level = COALESCE(?, level) ORDER BY sender, stream, sequence, id`,
    )
    .all(state, level ?? null);
  return rows.map(toReceived);
}

/** The authentic batches of which something waits, for other batches or for a person, in the order of their numbers. */
export function listWaiting(database: DatabaseSync): AuthenticBatch[] {
  return database
    .prepare(
      `SELECT * FROM received WHERE waits_for <> '[]' AND sender IS NOT NULL ORDER BY sender, stream, sequence, id`,
    )
    .all()
    .map(toAuthentic);
}

/** How many batches of each stream were accepted, are here, and were not opened yet. Streams without any are left out. */
export function countUnopened(
  database: DatabaseSync,
): readonly (Pick<ReceivedIdentity, 'sender' | 'stream'> & { readonly unopened: number })[] {
  return database
    .prepare(
      `SELECT sender, stream, COUNT(*) AS unopened FROM received
       WHERE state = 'accepted' AND level = 'sealed' AND file IS NOT NULL GROUP BY sender, stream`,
    )
    .all() as unknown as ReturnType<typeof countUnopened>;
}

/** How many batches lie here that were neither fetched nor opened, and since when the oldest. */
export function countUnfetched(database: DatabaseSync): { readonly waiting: number; readonly oldest: string | null } {
  const row = database
    .prepare(
      `SELECT COUNT(*) AS waiting, MIN(first_seen_at) AS oldest FROM received
       WHERE state IN ('accepted', 'held') AND level = 'sealed' AND file IS NOT NULL`,
    )
    .get();
  return row as unknown as ReturnType<typeof countUnfetched>;
}

/** The batch whose file in quarantine is called so, and of which nothing is believed; or null. */
export function findQuarantined(database: DatabaseSync, file: string): ReceivedBatch | null {
  const row = database
    .prepare("SELECT * FROM received WHERE file = ? AND state = 'quarantined'")
    .get(`quarantine/${basename(file)}`);
  return row === undefined ? null : toReceived(row);
}

/** Every authentic batch that bears this number of a stream, whether it belongs to it or not. */
export function listByNumber(
  database: DatabaseSync,
  { sender, stream, sequence }: Pick<ReceivedIdentity, 'sender' | 'stream' | 'sequence'>,
): AuthenticBatch[] {
  return database
    .prepare('SELECT * FROM received WHERE sender = ? AND stream = ? AND sequence = ? ORDER BY id')
    .all(sender, stream, sequence)
    .map(toAuthentic);
}

/** Every authentic batch whose digest begins with these digits. */
export function listByDigits(database: DatabaseSync, digits: string): AuthenticBatch[] {
  // What begins with them lies between them and the same followed by what comes after the last digit.
  return database
    .prepare('SELECT * FROM received WHERE digest >= ? AND digest < ? AND sender IS NOT NULL ORDER BY id')
    .all(digits, `${digits}g`)
    .map(toAuthentic);
}

/** Those that are authentic. */
export function toAuthenticBatches(batches: readonly ReceivedBatch[]): AuthenticBatch[] {
  return batches.flatMap((batch) => (batch.identity === null ? [] : [{ ...batch, identity: batch.identity }]));
}

/** Whether the batch was imported and erased since, because its term was over. */
export function isErased(database: DatabaseSync, { id }: Pick<ReceivedBatch, 'id'>): boolean {
  const row = database.prepare('SELECT 1 FROM imports WHERE received = ? AND erased_at IS NOT NULL').get(id);
  return row !== undefined;
}

/** Every batch that has a file, one at a time. */
export function* listStoredFiles(database: DatabaseSync): Generator<string> {
  for (const row of database.prepare('SELECT file FROM received WHERE file IS NOT NULL').iterate()) {
    yield String(row['file']);
  }
}

function toAuthentic(row: Row): AuthenticBatch {
  return toReceived(row) as AuthenticBatch;
}

type Row = Readonly<Record<string, unknown>>;

/** A row of the table `received`. */
function toReceived(row: Row): ReceivedBatch {
  return {
    id: Number(row['id']),
    identity: toIdentity(row),
    bytes: Number(row['bytes']),
    channel: row['channel'] as Channel,
    state: row['state'] as ReceivedState,
    level: row['level'] as Level,
    holdsNumber: row['holds_number'] === 1,
    codes: parseList(row, 'codes', isText),
    waitsFor: parseList(row, 'waits_for', isFinding),
    firstSeenAt: String(row['first_seen_at']),
    changedAt: String(row['changed_at']),
    file: row['file'] as string | null,
  };
}

function toIdentity(row: Row): ReceivedIdentity | null {
  if (row['sender'] === null) return null;
  return {
    sender: String(row['sender']),
    stream: String(row['stream']),
    sequence: Number(row['sequence']),
    digest: String(row['digest']),
    previous: row['previous'] as string | null,
    batchId: String(row['batch_id']),
    records: Number(row['records']),
    createdAt: String(row['created_at']),
  };
}

/** A list that stands in a column as JSON. Throws `ledger-damaged` where somebody has put something else there. */
function parseList<Item>(row: Row, column: string, isItem: (value: unknown) => value is Item): Item[] {
  const list = parseJson(String(row[column]));
  if (Array.isArray(list) && list.every(isItem)) return list;
  throw new StationError('ledger-damaged', { file: 'ledger.db', found: `received.${column} (${row['id']})` });
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isFinding(value: unknown): value is Finding {
  return typeof value === 'object' && value !== null && 'code' in value && isText(value.code) && 'details' in value;
}

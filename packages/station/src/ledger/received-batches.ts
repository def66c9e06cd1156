import { basename } from 'node:path';
import type { Level } from '@scelle/verify';
import type { LedgerReader, LedgerTransaction } from '../home/ledger.ts';
import {
  type AuthenticBatch,
  type ReceivedBatch,
  type ReceivedIdentity,
  type ReceivedState,
  toAuthentic,
  toReceived,
} from './received-batch.ts';

/** How many records of a controller a batch holds, and on which day it was created. */
export interface ControllerDay {
  readonly controller: string;
  readonly day: string;
  readonly records: number;
}

/** Keeps a batch that came, and gives its id; to be called within a transaction. */
export async function insertReceived(
  ledger: LedgerTransaction,
  batch: Omit<ReceivedBatch, 'id'>,
  controllers: readonly ControllerDay[] = [],
): Promise<number> {
  const { identity } = batch;
  const id = await ledger.run(
    `INSERT INTO received (sender, stream, sequence, digest, previous, batch_id, records, created_at, bytes, channel,
         state, level, holds_number, codes, waits_for, first_seen_at, changed_at, file)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
  for (const { controller, day, records } of controllers) {
    await ledger.run('INSERT INTO received_controllers VALUES (?, ?, ?, ?)', id, controller, day, records);
  }
  return id;
}

/** What may change of a batch after it came. */
export type ReceivedChange = Pick<
  ReceivedBatch,
  'state' | 'level' | 'holdsNumber' | 'codes' | 'waitsFor' | 'changedAt' | 'file'
>;

/** Changes a batch; to be called within a transaction. */
export async function updateReceived(ledger: LedgerTransaction, id: number, change: ReceivedChange): Promise<void> {
  const { state, level, holdsNumber, codes, waitsFor, changedAt, file } = change;
  await ledger.run(
    `UPDATE received SET state = ?, level = ?, holds_number = ?, codes = ?, waits_for = ?, changed_at = ?, file = ?
       WHERE id = ?`,
    state,
    level,
    Number(holdsNumber),
    JSON.stringify(codes),
    JSON.stringify(waitsFor),
    changedAt,
    file,
    id,
  );
}

/**
 * Says which batch it is of which nothing was believed before; to be called within a transaction, in which it is given
 * another state.
 */
export async function identifyReceived(
  ledger: LedgerTransaction,
  id: number,
  identity: ReceivedIdentity,
): Promise<void> {
  const { sender, stream, sequence, digest, previous, batchId, records, createdAt } = identity;
  await ledger.run(
    `UPDATE received SET state = 'rejected', sender = ?, stream = ?, sequence = ?, digest = ?, previous = ?, batch_id = ?,
         records = ?, created_at = ? WHERE id = ?`,
    sender,
    stream,
    sequence,
    digest,
    previous,
    batchId,
    records,
    createdAt,
    id,
  );
}

/** The batch of a sender and stream with this manifest, or null. */
export async function findByDigest(
  ledger: LedgerReader,
  key: Pick<ReceivedIdentity, 'sender' | 'stream' | 'digest'>,
): Promise<AuthenticBatch | null> {
  const row = await ledger.row(
    'SELECT * FROM received WHERE sender = ? AND stream = ? AND digest = ?',
    key.sender,
    key.stream,
    key.digest,
  );
  return row === undefined ? null : toAuthentic(row);
}

/** The batch to which a number of a stream belongs, or null. */
export async function findByNumber(
  ledger: LedgerReader,
  key: Pick<ReceivedIdentity, 'sender' | 'stream' | 'sequence'>,
): Promise<AuthenticBatch | null> {
  const row = await ledger.row(
    'SELECT * FROM received WHERE sender = ? AND stream = ? AND sequence = ? AND holds_number = 1',
    key.sender,
    key.stream,
    key.sequence,
  );
  return row === undefined ? null : toAuthentic(row);
}

/** The batches in a state, in the order of their streams and numbers, then of their arrival. */
export async function listReceived(
  ledger: LedgerReader,
  state: ReceivedState,
  level?: Level,
): Promise<ReceivedBatch[]> {
  const rows = await ledger.rows(
    `SELECT * FROM received WHERE state = ? AND level = COALESCE(?, level) ORDER BY sender, stream, sequence, id`,
    state,
    level ?? null,
  );
  return rows.map(toReceived);
}

/** The authentic batches of which something waits, for other batches or for a person, in the order of their numbers. */
export async function listWaiting(ledger: LedgerReader): Promise<AuthenticBatch[]> {
  return (
    await ledger.rows(
      `SELECT * FROM received WHERE waits_for <> '[]' AND sender IS NOT NULL ORDER BY sender, stream, sequence, id`,
    )
  ).map(toAuthentic);
}

/** How many batches of each stream were accepted, are here, and were not opened yet. Streams without any are left out. */
export async function countUnopened(
  ledger: LedgerReader,
): Promise<readonly (Pick<ReceivedIdentity, 'sender' | 'stream'> & { readonly unopened: number })[]> {
  return (await ledger.rows(
    `SELECT sender, stream, COUNT(*) AS unopened FROM received
       WHERE state = 'accepted' AND level = 'sealed' AND file IS NOT NULL GROUP BY sender, stream`,
  )) as unknown as ReturnType<typeof countUnopened>;
}

/** How many batches lie here that were neither fetched nor opened, and since when the oldest. */
export async function countUnfetched(
  ledger: LedgerReader,
): Promise<{ readonly waiting: number; readonly oldest: string | null }> {
  const row = await ledger.row(
    `SELECT COUNT(*) AS waiting, MIN(first_seen_at) AS oldest FROM received
       WHERE state IN ('accepted', 'held') AND level = 'sealed' AND file IS NOT NULL`,
  );
  return row as unknown as ReturnType<typeof countUnfetched>;
}

/** The batch whose file in quarantine is called so, and of which nothing is believed; or null. */
export async function findQuarantined(ledger: LedgerReader, file: string): Promise<ReceivedBatch | null> {
  const row = await ledger.row(
    "SELECT * FROM received WHERE file = ? AND state = 'quarantined'",
    `quarantine/${basename(file)}`,
  );
  return row === undefined ? null : toReceived(row);
}

/** Every authentic batch that bears this number of a stream, whether it belongs to it or not. */
export async function listByNumber(
  ledger: LedgerReader,
  { sender, stream, sequence }: Pick<ReceivedIdentity, 'sender' | 'stream' | 'sequence'>,
): Promise<AuthenticBatch[]> {
  return (
    await ledger.rows(
      'SELECT * FROM received WHERE sender = ? AND stream = ? AND sequence = ? ORDER BY id',
      sender,
      stream,
      sequence,
    )
  ).map(toAuthentic);
}

/** Every authentic batch whose digest begins with these digits. */
export async function listByDigits(ledger: LedgerReader, digits: string): Promise<AuthenticBatch[]> {
  // What begins with them lies between them and the same followed by what comes after the last digit.
  return (
    await ledger.rows(
      'SELECT * FROM received WHERE digest >= ? AND digest < ? AND sender IS NOT NULL ORDER BY id',
      digits,
      `${digits}g`,
    )
  ).map(toAuthentic);
}

/** Those that are authentic. */
export function toAuthenticBatches(batches: readonly ReceivedBatch[]): AuthenticBatch[] {
  return batches.flatMap((batch) => (batch.identity === null ? [] : [{ ...batch, identity: batch.identity }]));
}

/** Whether the batch was imported and erased since, because its term was over. */
export async function isErased(ledger: LedgerReader, { id }: Pick<ReceivedBatch, 'id'>): Promise<boolean> {
  const row = await ledger.row('SELECT 1 FROM imports WHERE received = ? AND erased_at IS NOT NULL', id);
  return row !== undefined;
}

/** Folder and name of the file of every batch that has one. */
export async function listStoredFiles(ledger: LedgerReader): Promise<string[]> {
  const rows = await ledger.rows('SELECT file FROM received WHERE file IS NOT NULL');
  return rows.map(({ file }) => String(file));
}

/** Forgets all files but these: those of batches that are finished with are not in a backup, and nobody shall look for them. */
export async function forgetFilesBut(ledger: LedgerTransaction, restored: ReadonlySet<string>): Promise<void> {
  const rows = await ledger.rows('SELECT id, file FROM received WHERE file IS NOT NULL');
  for (const { id, file } of rows) {
    if (!restored.has(String(file))) await ledger.run('UPDATE received SET file = NULL WHERE id = ?', id!);
  }
}

/** Folder and name of the file of an authentic batch; null where there is none. */
export async function findStoredFile(
  ledger: LedgerReader,
  { sender, digest }: Pick<ReceivedIdentity, 'sender' | 'digest'>,
): Promise<string | null> {
  const row = await ledger.row('SELECT file FROM received WHERE digest = ? AND sender = ?', digest, sender);
  return (row?.['file'] ?? null) as string | null;
}

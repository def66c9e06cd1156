import type { DatabaseSync } from 'node:sqlite';
import type { Channel } from '@scelle/verify';

/** What a sent batch has come to, as far as its receipts tell. */
export type SentState = 'packed' | 'sent' | 'held' | 'delivered' | 'verified' | 'imported' | 'rejected';

/** A batch that this party sealed, as the ledger keeps it. */
export interface SentBatch {
  readonly recipient: string;
  readonly stream: string;
  readonly sequence: number;
  /** SHA-256 of the manifest, hex. */
  readonly digest: string;
  readonly batchId: string;
  /** Name of its file in the outbox. */
  readonly file: string;
  readonly records: number;
  readonly bytes: number;
  readonly createdAt: string;
  /** Number of the rejected batch that it corrects. */
  readonly replaces: number | null;
  readonly state: SentState;
  /** How it left last; null as long as it has not. */
  readonly channel: Channel | null;
  readonly packedAt: string;
  readonly changedAt: string;
}

/** Keeps a batch that was packed; to be called within a transaction. */
export function insertSent(database: DatabaseSync, batch: Omit<SentBatch, 'state' | 'channel' | 'changedAt'>): void {
  database
    .prepare(
      `INSERT INTO sent (recipient, stream, sequence, digest, batch_id, file, records, bytes, created_at,
         replaces_sequence, state, channel, packed_at, changed_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'packed', NULL, ?, ?)`,
    )
    .run(
      batch.recipient,
      batch.stream,
      batch.sequence,
      batch.digest,
      batch.batchId,
      batch.file,
      batch.records,
      batch.bytes,
      batch.createdAt,
      batch.replaces,
      batch.packedAt,
      batch.packedAt,
    );
}

/** Changes what a batch has come to; to be called within a transaction. */
export function updateSent(
  database: DatabaseSync,
  digest: string,
  { state, channel, changedAt }: Pick<SentBatch, 'state' | 'changedAt'> & { readonly channel?: Channel },
): void {
  database
    .prepare('UPDATE sent SET state = ?, channel = COALESCE(?, channel), changed_at = ? WHERE digest = ?')
    .run(state, channel ?? null, changedAt, digest);
}

/** The newest batch of a stream to a recipient, or null. */
export function findLastSent(
  database: DatabaseSync,
  { recipient, stream }: Pick<SentBatch, 'recipient' | 'stream'>,
): SentBatch | null {
  const row = database
    .prepare('SELECT * FROM sent WHERE recipient = ? AND stream = ? ORDER BY sequence DESC LIMIT 1')
    .get(recipient, stream);
  return row === undefined ? null : toSent(row);
}

/** The batch with this number, or null. */
export function findSentByNumber(
  database: DatabaseSync,
  { recipient, stream, sequence }: Pick<SentBatch, 'recipient' | 'stream' | 'sequence'>,
): SentBatch | null {
  const row = database
    .prepare('SELECT * FROM sent WHERE recipient = ? AND stream = ? AND sequence = ?')
    .get(recipient, stream, sequence);
  return row === undefined ? null : toSent(row);
}

/** The batch that is called so: by its file in the outbox without the ending, or by its digest; null if there is none. */
export function findSentByName(database: DatabaseSync, name: string): SentBatch | null {
  const row = database.prepare('SELECT * FROM sent WHERE file = ? OR digest = ?').get(`${name}.scelle`, name);
  return row === undefined ? null : toSent(row);
}

/** The batches in these states, in the order of recipients, streams and numbers. */
export function listSent(database: DatabaseSync, states: readonly SentState[]): SentBatch[] {
  const rows = database
    .prepare(
      `SELECT * FROM sent WHERE state IN (${states.map(() => '?').join(', ')}) ORDER BY recipient, stream, sequence`,
    )
    // biome-ignore lint/plugin: one for each state.
    .all(...states);
  return rows.map(toSent);
}

/** A batch that no receipt of delivery has come for. */
export type UnacknowledgedBatch = Pick<
  SentBatch,
  'recipient' | 'stream' | 'sequence' | 'state' | 'packedAt' | 'channel'
>;

/** The batches without a receipt of delivery, in the order of recipients, streams and numbers. */
export function listUnacknowledged(database: DatabaseSync): readonly UnacknowledgedBatch[] {
  return database
    .prepare(
      `SELECT recipient, stream, sequence, state, packed_at AS packedAt, channel FROM sent
       WHERE state IN ('packed', 'sent', 'held') ORDER BY recipient, stream, sequence`,
    )
    .all() as unknown as readonly UnacknowledgedBatch[];
}

/** The batches of a stream that come before this one, the newest first. */
export function listSentBefore(
  database: DatabaseSync,
  { recipient, stream, sequence }: Pick<SentBatch, 'recipient' | 'stream' | 'sequence'>,
  most: number,
): SentBatch[] {
  return database
    .prepare('SELECT * FROM sent WHERE recipient = ? AND stream = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?')
    .all(recipient, stream, sequence, most)
    .map(toSent);
}

/** Whether the ledger knows a file of the outbox. */
export function isSentFile(database: DatabaseSync, file: string): boolean {
  return database.prepare('SELECT 1 FROM sent WHERE file = ?').get(file) !== undefined;
}

function toSent(row: Readonly<Record<string, unknown>>): SentBatch {
  return {
    recipient: String(row['recipient']),
    stream: String(row['stream']),
    sequence: Number(row['sequence']),
    digest: String(row['digest']),
    batchId: String(row['batch_id']),
    file: String(row['file']),
    records: Number(row['records']),
    bytes: Number(row['bytes']),
    createdAt: String(row['created_at']),
    replaces: row['replaces_sequence'] as number | null,
    state: row['state'] as SentState,
    channel: row['channel'] as Channel | null,
    packedAt: String(row['packed_at']),
    changedAt: String(row['changed_at']),
  };
}

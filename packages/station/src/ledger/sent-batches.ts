import type { Channel } from '@scelle/verify';
import type { LedgerReader, LedgerTransaction } from '../home/ledger.ts';

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
export async function insertSent(
  ledger: LedgerTransaction,
  batch: Omit<SentBatch, 'state' | 'channel' | 'changedAt'>,
): Promise<void> {
  await ledger.run(
    `INSERT INTO sent (recipient, stream, sequence, digest, batch_id, file, records, bytes, created_at,
         replaces_sequence, state, channel, packed_at, changed_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'packed', NULL, ?, ?)`,
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
export async function updateSent(
  ledger: LedgerTransaction,
  digest: string,
  { state, channel, changedAt }: Pick<SentBatch, 'state' | 'changedAt'> & { readonly channel?: Channel },
): Promise<void> {
  await ledger.run(
    'UPDATE sent SET state = ?, channel = COALESCE(?, channel), changed_at = ? WHERE digest = ?',
    state,
    channel ?? null,
    changedAt,
    digest,
  );
}

/** The newest batch of a stream to a recipient, or null. */
export async function findLastSent(
  ledger: LedgerReader,
  { recipient, stream }: Pick<SentBatch, 'recipient' | 'stream'>,
): Promise<SentBatch | null> {
  const row = await ledger.row(
    'SELECT * FROM sent WHERE recipient = ? AND stream = ? ORDER BY sequence DESC LIMIT 1',
    recipient,
    stream,
  );
  return row === undefined ? null : toSent(row);
}

/** The batch with this number, or null. */
export async function findSentByNumber(
  ledger: LedgerReader,
  { recipient, stream, sequence }: Pick<SentBatch, 'recipient' | 'stream' | 'sequence'>,
): Promise<SentBatch | null> {
  const row = await ledger.row(
    'SELECT * FROM sent WHERE recipient = ? AND stream = ? AND sequence = ?',
    recipient,
    stream,
    sequence,
  );
  return row === undefined ? null : toSent(row);
}

/** The batch that is called so: by its file in the outbox without the ending, or by its digest; null if there is none. */
export async function findSentByName(ledger: LedgerReader, name: string): Promise<SentBatch | null> {
  const row = await ledger.row('SELECT * FROM sent WHERE file = ? OR digest = ?', `${name}.scelle`, name);
  return row === undefined ? null : toSent(row);
}

/** The batches in these states, in the order of recipients, streams and numbers. */
export async function listSent(ledger: LedgerReader, states: readonly SentState[]): Promise<SentBatch[]> {
  const rows = await ledger.rows(
    `SELECT * FROM sent WHERE state IN (${states.map(() => '?').join(', ')}) ORDER BY recipient, stream, sequence`,
    // biome-ignore lint/plugin: there are few states.
    ...states,
  );
  return rows.map(toSent);
}

/** A batch that no receipt of delivery has come for. */
export type UnacknowledgedBatch = Pick<
  SentBatch,
  'recipient' | 'stream' | 'sequence' | 'state' | 'packedAt' | 'channel'
>;

/** The batches without a receipt of delivery, in the order of recipients, streams and numbers. */
export async function listUnacknowledged(ledger: LedgerReader): Promise<readonly UnacknowledgedBatch[]> {
  return (await ledger.rows(
    `SELECT recipient, stream, sequence, state, packed_at AS packedAt, channel FROM sent
       WHERE state IN ('packed', 'sent', 'held') ORDER BY recipient, stream, sequence`,
  )) as unknown as readonly UnacknowledgedBatch[];
}

/** The batches of a stream that come before this one, the newest first. */
export async function listSentBefore(
  ledger: LedgerReader,
  { recipient, stream, sequence }: Pick<SentBatch, 'recipient' | 'stream' | 'sequence'>,
  most: number,
): Promise<SentBatch[]> {
  return (
    await ledger.rows(
      'SELECT * FROM sent WHERE recipient = ? AND stream = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?',
      recipient,
      stream,
      sequence,
      most,
    )
  ).map(toSent);
}

/** Whether the ledger knows a file of the outbox. */
export async function isSentFile(ledger: LedgerReader, file: string): Promise<boolean> {
  return (await ledger.row('SELECT 1 FROM sent WHERE file = ?', file)) !== undefined;
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

/**
 * The number of an earlier batch of the stream that was packed from the same lines, and was not rejected. A command that was
 * killed after its last act has told nobody of it, and is given again.
 */
export async function findRepeated(
  ledger: LedgerReader,
  { recipient, stream, input }: { readonly recipient: string; readonly stream: string; readonly input: string },
): Promise<number | null> {
  const row = await ledger.row(
    `SELECT MAX(sequence) AS sequence FROM sent
       WHERE input_digest = ? AND recipient = ? AND stream = ? AND state <> 'rejected'`,
    input,
    recipient,
    stream,
  );
  return (row?.['sequence'] ?? null) as number | null;
}

/** Notes from which records a batch was packed, by the digest of their ids. */
export async function noteInput(ledger: LedgerTransaction, digest: string, input: string): Promise<void> {
  await ledger.run('UPDATE sent SET input_digest = ? WHERE digest = ?', input, digest);
}

/** Notes how large a batch has become. */
export async function noteSize(ledger: LedgerTransaction, digest: string, bytes: number): Promise<void> {
  await ledger.run('UPDATE sent SET bytes = ? WHERE digest = ?', bytes, digest);
}

/** The last number of each stream to a recipient. */
export async function listLastNumbers(
  ledger: LedgerReader,
): Promise<readonly { readonly recipient: string; readonly stream: string; readonly last: number }[]> {
  const rows = await ledger.rows(
    'SELECT recipient, stream, MAX(sequence) AS last FROM sent GROUP BY recipient, stream',
  );
  return rows.map((row) => ({
    recipient: String(row['recipient']),
    stream: String(row['stream']),
    last: Number(row['last']),
  }));
}

/** The numbers that another batch replaces, with recipient and stream, a space between each. */
export async function listReplaced(ledger: LedgerReader): Promise<ReadonlySet<string>> {
  const rows = await ledger.rows(
    'SELECT DISTINCT recipient, stream, replaces_sequence AS number FROM sent WHERE replaces_sequence IS NOT NULL',
  );
  return new Set(rows.map(({ recipient, stream, number }) => `${recipient} ${stream} ${number}`));
}

import type { LedgerReader, LedgerTransaction } from '../home/ledger.ts';
import { findLastSent } from './sent-batches.ts';

/** When a station was restored, and from a backup of which time. */
export interface RestorationTimes {
  readonly backupMadeAt: string;
  readonly restoredAt: string;
}

/** A stream to a recipient. */
export interface OutgoingStream {
  readonly recipient: string;
  readonly stream: string;
}

/** Notes that this station was restored; to be called within a transaction. */
export async function insertRestoration(
  ledger: LedgerTransaction,
  { backupMadeAt, restoredAt }: RestorationTimes,
): Promise<void> {
  await ledger.run('INSERT INTO restorations (backup_made_at, restored_at) VALUES (?, ?)', backupMadeAt, restoredAt);
}

/** The newest restoration, or null where this station was never restored. */
export async function findRestoration(ledger: LedgerReader): Promise<number | null> {
  return ((await ledger.row('SELECT MAX(id) AS id FROM restorations'))?.['id'] ?? null) as number | null;
}

/** What was confirmed of a stream since the newest restoration. */
export interface ConfirmedStream {
  /** The last number that was used. */
  readonly last: number;
  /** Digest of its manifest, hex, where its batch was not in the ledger; else null. */
  readonly digest: string | null;
}

/** What was confirmed of a stream since the newest restoration; null where there was none, or nothing was. */
export async function findConfirmed(
  ledger: LedgerReader,
  { recipient, stream }: OutgoingStream,
): Promise<ConfirmedStream | null> {
  const row = await ledger.row(
    'SELECT last, digest FROM confirmed_streams WHERE restoration = ? AND recipient = ? AND stream = ?',
    await findRestoration(ledger),
    recipient,
    stream,
  );
  return row === undefined ? null : { last: Number(row['last']), digest: row['digest'] as string | null };
}

/** Whether it is known which number of a stream this station used last: it is, unless it was restored since. */
export async function isConfirmed(ledger: LedgerReader, stream: OutgoingStream): Promise<boolean> {
  return (await findRestoration(ledger)) === null || (await findConfirmed(ledger, stream)) !== null;
}

/** The last number of a stream that is known to be used, in the ledger or confirmed; null where none is. */
export async function findLastUsed(
  ledger: LedgerReader,
  stream: OutgoingStream,
): Promise<{ readonly sequence: number; readonly digest: string } | null> {
  const sent = await findLastSent(ledger, stream);
  const { last, digest } = (await findConfirmed(ledger, stream)) ?? { last: 0, digest: null };
  return digest !== null && last > (sent?.sequence ?? 0) ? { sequence: last, digest } : sent;
}

/** The streams with batches whose last number was not confirmed since the newest restoration, sorted. */
export async function listUnconfirmed(ledger: LedgerReader): Promise<readonly OutgoingStream[]> {
  return (await ledger.rows(
    `SELECT DISTINCT recipient, stream FROM sent
       WHERE (SELECT MAX(id) FROM restorations) IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM confirmed_streams c WHERE c.restoration = (SELECT MAX(id) FROM restorations)
         AND c.recipient = sent.recipient AND c.stream = sent.stream)
       ORDER BY recipient, stream`,
  )) as unknown as OutgoingStream[];
}

/** Keeps what was confirmed of a stream since a restoration, in place of what was. */
export async function storeConfirmed(
  ledger: LedgerTransaction,
  restoration: number,
  confirmed: OutgoingStream & ConfirmedStream & { readonly confirmedAt: string },
): Promise<void> {
  const { recipient, stream, last, confirmedAt, digest } = confirmed;
  await ledger.run(
    `INSERT INTO confirmed_streams (restoration, recipient, stream, last, confirmed_at, digest)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (restoration, recipient, stream) DO UPDATE SET last = excluded.last,
         confirmed_at = excluded.confirmed_at, digest = excluded.digest`,
    restoration,
    recipient,
    stream,
    last,
    confirmedAt,
    digest,
  );
}

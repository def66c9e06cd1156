import type { DatabaseSync } from 'node:sqlite';
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
export function insertRestoration(database: DatabaseSync, { backupMadeAt, restoredAt }: RestorationTimes): void {
  database
    .prepare('INSERT INTO restorations (backup_made_at, restored_at) VALUES (?, ?)')
    .run(backupMadeAt, restoredAt);
}

/** The newest restoration, or null where this station was never restored. */
export function findRestoration(database: DatabaseSync): number | null {
  return (database.prepare('SELECT MAX(id) AS id FROM restorations').get()?.['id'] ?? null) as number | null;
}

/** What was confirmed of a stream since the newest restoration. */
export interface ConfirmedStream {
  /** The last number that was used. */
  readonly last: number;
  /** Digest of its manifest, hex, where its batch was not in the ledger; else null. */
  readonly digest: string | null;
}

/** What was confirmed of a stream since the newest restoration; null where there was none, or nothing was. */
export function findConfirmed(database: DatabaseSync, { recipient, stream }: OutgoingStream): ConfirmedStream | null {
  const row = database
    .prepare('SELECT last, digest FROM confirmed_streams WHERE restoration = ? AND recipient = ? AND stream = ?')
    .get(findRestoration(database), recipient, stream);
  return row === undefined ? null : { last: Number(row['last']), digest: row['digest'] as string | null };
}

/** Whether it is known which number of a stream this station used last: it is, unless it was restored since. */
export function isConfirmed(database: DatabaseSync, stream: OutgoingStream): boolean {
  return findRestoration(database) === null || findConfirmed(database, stream) !== null;
}

/** The last number of a stream that is known to be used, in the ledger or confirmed; null where none is. */
export function findLastUsed(
  database: DatabaseSync,
  stream: OutgoingStream,
): { readonly sequence: number; readonly digest: string } | null {
  const sent = findLastSent(database, stream);
  const { last, digest } = findConfirmed(database, stream) ?? { last: 0, digest: null };
  return digest !== null && last > (sent?.sequence ?? 0) ? { sequence: last, digest } : sent;
}

/** The streams with batches whose last number was not confirmed since the newest restoration, sorted. */
export function listUnconfirmed(database: DatabaseSync): readonly OutgoingStream[] {
  return database
    .prepare(
      `SELECT DISTINCT recipient, stream FROM sent
       WHERE (SELECT MAX(id) FROM restorations) IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM confirmed_streams c WHERE c.restoration = (SELECT MAX(id) FROM restorations)
         AND c.recipient = sent.recipient AND c.stream = sent.stream)
       ORDER BY recipient, stream`,
    )
    .all() as unknown as OutgoingStream[];
}

import type { DatabaseSync } from 'node:sqlite';

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

/** Whether it is known which number of a stream this station used last: it is, unless it was restored since. */
export function isConfirmed(database: DatabaseSync, { recipient, stream }: OutgoingStream): boolean {
  const restoration = findRestoration(database);
  if (restoration === null) return true;
  const row = database
    .prepare('SELECT 1 FROM confirmed_streams WHERE restoration = ? AND recipient = ? AND stream = ?')
    .get(restoration, recipient, stream);
  return row !== undefined;
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

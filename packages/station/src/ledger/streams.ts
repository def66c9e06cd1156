import type { DatabaseSync } from 'node:sqlite';
import type { StreamState } from '@scelle/verify';

/** A stream of a sender. */
export interface StreamName {
  readonly sender: string;
  readonly stream: string;
}

/** How far the numbers of a stream are settled. */
export interface StreamPosition {
  /** The number that is expected next. */
  readonly expected: number;
  /** Digest of the manifest before it; null where it is the first. */
  readonly previous: string | null;
}

/**
 * Where a stream stands. Numbers of accepted batches have no gap among them, because only the next one is accepted;
 * rejected ones that used their number up may follow them.
 */
export function findPosition(database: DatabaseSync, { sender, stream }: StreamName): StreamPosition {
  const accepted = database
    .prepare(
      `SELECT sequence, digest FROM received WHERE sender = ? AND stream = ? AND state = 'accepted'
       ORDER BY sequence DESC LIMIT 1`,
    )
    .get(sender, stream);
  const next = database.prepare(
    `SELECT digest FROM received WHERE sender = ? AND stream = ? AND sequence = ? AND holds_number = 1
     AND state = 'rejected'`,
  );
  let expected = Number(accepted?.['sequence'] ?? 0) + 1;
  let previous = (accepted?.['digest'] ?? null) as string | null;
  for (let row = next.get(sender, stream, expected); row !== undefined; row = next.get(sender, stream, expected)) {
    previous = String(row['digest']);
    expected += 1;
  }
  return { expected, previous };
}

/** More numbers than these are not listed one by one: a number far ahead must not fill the memory. */
const MAX_LISTED = 1000;

/** The streams of a sender, or of all, with what is held and what is missing, sorted by name. */
export function listStreams(database: DatabaseSync, sender?: string): StreamState[] {
  return listStreamNames(database, sender).map((name) => describeStream(database, name));
}

/** The streams of a sender, or of all, sorted by name. */
export function listStreamNames(database: DatabaseSync, sender?: string): StreamName[] {
  return database
    .prepare(
      `SELECT DISTINCT sender, stream FROM received WHERE sender IS NOT NULL AND sender = COALESCE(?, sender)
       ORDER BY sender, stream`,
    )
    .all(sender ?? null) as unknown as StreamName[];
}

function describeStream(database: DatabaseSync, { sender, stream }: StreamName): StreamState {
  const { expected } = findPosition(database, { sender, stream });
  const ahead = database
    .prepare(
      `SELECT sequence, state FROM received
       WHERE sender = ? AND stream = ? AND holds_number = 1 AND sequence >= ? ORDER BY sequence LIMIT ?`,
    )
    .all(sender, stream, expected, MAX_LISTED);
  const missing: number[] = [];
  let next = expected;
  for (const row of ahead) {
    const sequence = Number(row['sequence']);
    for (; next < sequence && missing.length < MAX_LISTED; next += 1) missing.push(next);
    next = sequence + 1;
  }
  const held = ahead.filter((row) => row['state'] === 'held').map((row) => Number(row['sequence']));
  return { sender, stream, expected, held, missing };
}

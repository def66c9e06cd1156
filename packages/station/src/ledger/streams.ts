import type { DatabaseSync } from 'node:sqlite';
import type { Manifest } from '@scelle/core';
import type { Channel, Ledger, RecordQuery, SequenceDisposition } from '@scelle/verify';
import type { StreamPicture, StreamPlace, StreamState } from '@scelle/verify/internal';
import { findByDigest, findByNumber, type ReceivedIdentity } from './received-batches.ts';

/** A stream of a sender. */
export interface StreamName {
  readonly sender: string;
  readonly stream: string;
}

/** How far the numbers of a stream are used. */
interface StreamPosition {
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

/** What a verification knows of the batches before, where it judges a batch that just came. */
export function createArrivalLedger(database: DatabaseSync): Required<Ledger> {
  return {
    judgeSequence: async (manifest, digest) => judgeArrival(database, manifest, digest),
    firstSeenAt: async (digest) => findFirstSeen(database, digest),
    countRecords: async (query) => countRecords(database, query),
  };
}

/**
 * The same where it judges once more a batch that the ledger holds: its place was judged when it came, so it is asked
 * only whether something else has taken that place.
 */
export function createRepeatLedger(database: DatabaseSync): Required<Ledger> {
  return {
    ...createArrivalLedger(database),
    judgeSequence: async (manifest, digest) => judgeRepeat(database, manifest, digest),
  };
}

function judgeArrival(database: DatabaseSync, manifest: Manifest, digest: string): SequenceDisposition {
  const { sender, stream, sequence, previous } = manifest;
  if (findByDigest(database, { sender, stream, digest }) !== null) return { kind: 'duplicate' };
  if (findByNumber(database, { sender, stream, sequence }) !== null) return { kind: 'equivocation' };
  return judgePosition(database, { sender, stream, sequence, previous });
}

function judgeRepeat(database: DatabaseSync, manifest: Manifest, digest: string): SequenceDisposition {
  const { sender, stream, sequence, previous } = manifest;
  const holder = findByNumber(database, { sender, stream, sequence });
  if (holder !== null && holder.identity.digest !== digest) return { kind: 'equivocation' };
  if (holder?.state === 'accepted') return { kind: 'next' };
  return judgePosition(database, { sender, stream, sequence, previous });
}

/** Whether a number is the next of its stream, and follows the batch that the ledger knows before it. */
export function judgePosition(
  database: DatabaseSync,
  { sender, stream, sequence, previous }: Pick<Manifest, 'sender' | 'stream' | 'sequence' | 'previous'>,
): SequenceDisposition {
  const position = findPosition(database, { sender, stream });
  if (sequence > position.expected) return { kind: 'gap', expected: position.expected };
  return { kind: previous === position.previous ? 'next' : 'fork' };
}

function findFirstSeen(database: DatabaseSync, digest: string): string | null {
  const row = database
    .prepare('SELECT MIN(first_seen_at) AS at FROM received WHERE digest = ? AND sender IS NOT NULL')
    .get(digest);
  return (row?.['at'] ?? null) as string | null;
}

function countRecords(database: DatabaseSync, { controller, day, except }: RecordQuery): number {
  const row = database
    .prepare(
      `SELECT COALESCE(SUM(c.records), 0) AS records
       FROM received_controllers c JOIN received r ON r.id = c.received
       WHERE c.controller = ? AND c.day = ? AND r.state IN ('accepted', 'held') AND r.digest <> ?`,
    )
    .get(controller, day, except);
  return Number(row?.['records']);
}

/** As many numbers as fit on a page. */
const MOST_PLACES = 60;

/** How many of them may follow the one in question. */
const MOST_AFTER = 20;

/** What is known of a stream around one of its numbers: what came, by which channel, and what is missing. */
export function pictureStream(
  database: DatabaseSync,
  { sender, stream, sequence }: Pick<ReceivedIdentity, 'sender' | 'stream' | 'sequence'>,
): StreamPicture {
  const newest = database
    .prepare('SELECT MAX(sequence) AS newest FROM received WHERE sender = ? AND stream = ?')
    .get(sender, stream);
  const last = Math.min(Math.max(sequence, Number(newest?.['newest'] ?? 0)), sequence + MOST_AFTER);
  const first = Math.max(1, last - MOST_PLACES + 1);
  const came = listCame(database, { sender, stream, first, last });
  const places = Array.from({ length: last - first + 1 }, (_, index): StreamPlace => {
    const number = first + index;
    return came.get(number) ?? { sequence: number, state: 'missing', channel: null };
  });
  return { places };
}

interface Span {
  readonly sender: string;
  readonly stream: string;
  readonly first: number;
  readonly last: number;
}

/** What came of each number: the batch that the number belongs to, or else the last one that claimed it. */
function listCame(database: DatabaseSync, { sender, stream, first, last }: Span): ReadonlyMap<number, StreamPlace> {
  const rows = database
    .prepare(
      `SELECT sequence, state, channel FROM received WHERE sender = ? AND stream = ? AND sequence BETWEEN ? AND ?
       ORDER BY holds_number, id`,
    )
    .all(sender, stream, first, last);
  return new Map(
    rows.map((row) => {
      const state = row['state'] as 'accepted' | 'held' | 'rejected';
      const sequence = Number(row['sequence']);
      return [sequence, { sequence, state, channel: row['channel'] as Channel }];
    }),
  );
}

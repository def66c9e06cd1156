import type { Manifest } from '@scelle/core';
import type {
  Channel,
  Ledger,
  RecordQuery,
  SequenceDisposition,
  StreamPicture,
  StreamPlace,
  StreamState,
} from '@scelle/verify';
import type { LedgerReader } from '../home/ledger.ts';
import type { ReceivedIdentity } from './received-batch.ts';
import { findByDigest, findByNumber } from './received-batches.ts';

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
export async function findPosition(ledger: LedgerReader, { sender, stream }: StreamName): Promise<StreamPosition> {
  const accepted = await ledger.row(
    `SELECT sequence, digest FROM received WHERE sender = ? AND stream = ? AND state = 'accepted'
       ORDER BY sequence DESC LIMIT 1`,
    sender,
    stream,
  );
  const findRejected = (sequence: number) =>
    ledger.row(
      `SELECT digest FROM received WHERE sender = ? AND stream = ? AND sequence = ? AND holds_number = 1
         AND state = 'rejected'`,
      sender,
      stream,
      sequence,
    );
  let expected = Number(accepted?.['sequence'] ?? 0) + 1;
  let previous = (accepted?.['digest'] ?? null) as string | null;
  for (let row = await findRejected(expected); row !== undefined; row = await findRejected(expected)) {
    previous = String(row['digest']);
    expected += 1;
  }
  return { expected, previous };
}

/** More numbers than these are not listed one by one: a number far ahead must not fill the memory. */
const MAX_LISTED = 1000;

/** The streams of a sender, or of all, with what is held and what is missing, sorted by name. */
export async function listStreams(ledger: LedgerReader, sender?: string): Promise<StreamState[]> {
  return Array.fromAsync(await listStreamNames(ledger, sender), (name) => describeStream(ledger, name));
}

/** The streams of a sender, or of all, sorted by name. */
export async function listStreamNames(ledger: LedgerReader, sender?: string): Promise<StreamName[]> {
  return (await ledger.rows(
    `SELECT DISTINCT sender, stream FROM received WHERE sender IS NOT NULL AND sender = COALESCE(?, sender)
       ORDER BY sender, stream`,
    sender ?? null,
  )) as unknown as StreamName[];
}

async function describeStream(ledger: LedgerReader, { sender, stream }: StreamName): Promise<StreamState> {
  const { expected } = await findPosition(ledger, { sender, stream });
  const ahead = await ledger.rows(
    `SELECT sequence, state FROM received
       WHERE sender = ? AND stream = ? AND holds_number = 1 AND sequence >= ? ORDER BY sequence LIMIT ?`,
    sender,
    stream,
    expected,
    MAX_LISTED,
  );
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
export function createArrivalLedger(ledger: LedgerReader): Required<Ledger> {
  return {
    judgeSequence: async (manifest, digest) => judgeArrival(ledger, manifest, digest),
    firstSeenAt: async (digest) => findFirstSeen(ledger, digest),
    countRecords: async (query) => countRecords(ledger, query),
  };
}

/**
 * The same where it judges once more a batch that the ledger holds: its place was judged when it came, so it is asked
 * only whether something else has taken that place.
 */
export function createRepeatLedger(ledger: LedgerReader): Required<Ledger> {
  return {
    ...createArrivalLedger(ledger),
    judgeSequence: async (manifest, digest) => judgeRepeat(ledger, manifest, digest),
  };
}

async function judgeArrival(ledger: LedgerReader, manifest: Manifest, digest: string): Promise<SequenceDisposition> {
  const { sender, stream, sequence, previous } = manifest;
  if ((await findByDigest(ledger, { sender, stream, digest })) !== null) return { kind: 'duplicate' };
  if ((await findByNumber(ledger, { sender, stream, sequence })) !== null) return { kind: 'equivocation' };
  return judgePosition(ledger, { sender, stream, sequence, previous });
}

async function judgeRepeat(ledger: LedgerReader, manifest: Manifest, digest: string): Promise<SequenceDisposition> {
  const { sender, stream, sequence, previous } = manifest;
  const holder = await findByNumber(ledger, { sender, stream, sequence });
  if (holder !== null && holder.identity.digest !== digest) return { kind: 'equivocation' };
  if (holder?.state === 'accepted') return { kind: 'next' };
  return judgePosition(ledger, { sender, stream, sequence, previous });
}

/** Whether a number is the next of its stream, and follows the batch that the ledger knows before it. */
export async function judgePosition(
  ledger: LedgerReader,
  { sender, stream, sequence, previous }: Pick<Manifest, 'sender' | 'stream' | 'sequence' | 'previous'>,
): Promise<SequenceDisposition> {
  const position = await findPosition(ledger, { sender, stream });
  if (sequence > position.expected) return { kind: 'gap', expected: position.expected };
  return { kind: previous === position.previous ? 'next' : 'fork' };
}

async function findFirstSeen(ledger: LedgerReader, digest: string): Promise<string | null> {
  const row = await ledger.row(
    'SELECT MIN(first_seen_at) AS at FROM received WHERE digest = ? AND sender IS NOT NULL',
    digest,
  );
  return (row?.['at'] ?? null) as string | null;
}

async function countRecords(ledger: LedgerReader, { controller, day, except }: RecordQuery): Promise<number> {
  const row = await ledger.row(
    `SELECT COALESCE(SUM(c.records), 0) AS records
       FROM received_controllers c JOIN received r ON r.id = c.received
       WHERE c.controller = ? AND c.day = ? AND r.state IN ('accepted', 'held') AND r.digest <> ?`,
    controller,
    day,
    except,
  );
  return Number(row?.['records']);
}

/** As many numbers as fit on a page. */
const MOST_PLACES = 60;

/** How many of them may follow the one in question. */
const MOST_AFTER = 20;

/** What is known of a stream around one of its numbers: what came, by which channel, and what is missing. */
export async function pictureStream(
  ledger: LedgerReader,
  { sender, stream, sequence }: Pick<ReceivedIdentity, 'sender' | 'stream' | 'sequence'>,
): Promise<StreamPicture> {
  const newest = await ledger.row(
    'SELECT MAX(sequence) AS newest FROM received WHERE sender = ? AND stream = ?',
    sender,
    stream,
  );
  const last = Math.min(Math.max(sequence, Number(newest?.['newest'] ?? 0)), sequence + MOST_AFTER);
  const first = Math.max(1, last - MOST_PLACES + 1);
  const came = await listCame(ledger, { sender, stream, first, last });
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
async function listCame(
  ledger: LedgerReader,
  { sender, stream, first, last }: Span,
): Promise<ReadonlyMap<number, StreamPlace>> {
  const rows = await ledger.rows(
    `SELECT sequence, state, channel FROM received WHERE sender = ? AND stream = ? AND sequence BETWEEN ? AND ?
       ORDER BY holds_number, id`,
    sender,
    stream,
    first,
    last,
  );
  return new Map(
    rows.map((row) => {
      const state = row['state'] as 'accepted' | 'held' | 'rejected';
      const sequence = Number(row['sequence']);
      return [sequence, { sequence, state, channel: row['channel'] as Channel }];
    }),
  );
}

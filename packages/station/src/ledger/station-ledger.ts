import type { DatabaseSync } from 'node:sqlite';
import type { Manifest } from '@scelle/core';
import type { Ledger, RecordQuery, SequenceDisposition } from '@scelle/verify';
import { findByDigest, findByNumber } from './received-batches.ts';
import { findPosition } from './streams.ts';

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

import type { DatabaseSync } from 'node:sqlite';
import { toInstant } from '@scelle/core';
import { sha256Hex, text } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import type { CustodyAct, RecordCustody, StationEnvironment } from '../home/station.ts';
import { type CustodyEntry, encodeEntry, hashEntry, parseEntry } from './entry.ts';

/** The newest entry, by number and hash; what is signed, and what a receipt names. */
interface CustodyHead {
  /** 0 in a log without entries. */
  readonly number: number;
  /** Null in a log without entries. */
  readonly hash: string | null;
}

/** The newest entry of the log. Throws `custody-entry-invalid` where its hash was altered. */
export function readHead(database: DatabaseSync): CustodyHead {
  const row = database.prepare('SELECT number, hash FROM custody ORDER BY number DESC LIMIT 1').get();
  if (row === undefined) return { number: 0, hash: null };
  const [number, hash] = [Number(row['number']), String(row['hash'])];
  // Nothing could follow what is no hash.
  if (!sha256Hex().safeParse(hash).success) throw new StationError('custody-entry-invalid', { line: number });
  return { number, hash };
}

/** What appends acts to the custody log of this ledger; to be called within a transaction. */
export function createCustodyRecorder(database: DatabaseSync, environment: StationEnvironment): RecordCustody {
  return (act) => appendEntry(database, toEntry(act, readHead(database), environment));
}

function toEntry(act: CustodyAct, head: CustodyHead, { now, host, actor }: StationEnvironment): CustodyEntry {
  return {
    number: head.number + 1,
    previous: head.hash,
    at: toInstant(now()),
    host,
    actor,
    command: act.command,
    act: act.act,
    party: act.party ?? null,
    batch: act.batch ?? null,
    result: act.result,
    details: act.details ?? {},
  };
}

function appendEntry(database: DatabaseSync, entry: CustodyEntry): void {
  const line = encodeEntry(entry);
  // Nobody could check a log that holds something else.
  if (parseEntry(line) === null) throw new TypeError(`not an entry of a custody log: ${entry.act}`);
  database
    .prepare('INSERT INTO custody (number, entry, hash) VALUES (?, ?, ?)')
    .run(entry.number, line, hashEntry(line));
}

/** Longest reason in UTF-16 units. */
const REASON_LENGTH = 512;

/** Checks the reason that a person gives for the custody log. Throws `reason-invalid`. */
export function requireReason(reason: string): void {
  const isReason = reason !== '' && text(REASON_LENGTH).safeParse(reason).success;
  if (!isReason) throw new StationError('reason-invalid', { limit: REASON_LENGTH });
}

import { toInstant } from '@scelle/core';
import { sha256Hex, text } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import type { Ledger, LedgerReader, LedgerTransaction } from '../home/ledger.ts';
import type {
  CustodyAct,
  CustodyBatch,
  RecordCustody,
  Station,
  StationEnvironment,
  StationFacts,
} from '../home/station.ts';
import { findNewestEntry, insertEntry } from '../ledger/custody.ts';
import { type CustodyEntry, encodeEntry, hashEntry, parseEntry } from './entry.ts';

/** The newest entry, by number and hash; what is signed, and what a receipt names. */
interface CustodyHead {
  /** 0 in a log without entries. */
  readonly number: number;
  /** Null in a log without entries. */
  readonly hash: string | null;
}

/** The newest entry of the log. Throws `custody-entry-invalid` where its hash was altered. */
export async function readHead(ledger: LedgerReader): Promise<CustodyHead> {
  const newest = await findNewestEntry(ledger);
  if (newest === null) return { number: 0, hash: null };
  const { number, hash } = newest;
  // Nothing could follow what is no hash.
  if (!sha256Hex().safeParse(hash).success) throw new StationError('custody-entry-invalid', { line: number });
  return { number, hash };
}

/** How a station changes its ledger: with what is done, the acts are appended to the custody log. */
export function createChange(ledger: Ledger, facts: Omit<StationFacts, 'ledger'>): Station['change'] {
  return (perform) =>
    ledger.change((transaction) =>
      perform({ ...facts, ledger: transaction, record: createCustodyRecorder(transaction, facts.environment) }),
    );
}

function createCustodyRecorder(ledger: LedgerTransaction, environment: StationEnvironment): RecordCustody {
  return async (act) => appendEntry(ledger, toEntry(act, await readHead(ledger), environment));
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

async function appendEntry(ledger: LedgerTransaction, entry: CustodyEntry): Promise<void> {
  const line = encodeEntry(entry);
  // Nobody could check a log that holds something else.
  if (parseEntry(line) === null) throw new TypeError(`not an entry of a custody log: ${entry.act}`);
  await insertEntry(ledger, { number: entry.number, entry: line, hash: hashEntry(line) });
}

/** Longest reason in UTF-16 units. */
const REASON_LENGTH = 512;

/** Checks the reason that a person gives for the custody log. Throws `reason-invalid`. */
export function requireReason(reason: string): void {
  const isReason = reason !== '' && text(REASON_LENGTH).safeParse(reason).success;
  if (!isReason) throw new StationError('reason-invalid', { limit: REASON_LENGTH });
}

/** A batch as the custody log names it. */
export function toCustodyBatch(manifest: Omit<CustodyBatch, 'digest'>, digest: string): CustodyBatch {
  const { sender, recipient, stream, sequence } = manifest;
  return { sender, recipient, stream, sequence, digest };
}

import { compareInstants, isInstant } from '@scelle/core/internal';
import type { LedgerReader } from '../home/ledger.ts';
import { findNewestEntry, listEntriesOfAct, readTimes } from '../ledger/custody.ts';
import { type CustodyEntry, parseEntry } from './entry.ts';

/** How the custody log tells of examinations. */
export const EXAMINED = 'station-examined';

/** The newest entry of the custody log that tells of this act, or null. */
export async function findNewestAct(ledger: LedgerReader, act: string): Promise<CustodyEntry | null> {
  const [entry] = await listEntriesOfAct(ledger, act, 1);
  return entry === undefined ? null : parseEntry(entry);
}

/** Since when every examination found these versions: the instant of the first of them; null where none did. */
export async function findInUseSince(ledger: LedgerReader, versions: string): Promise<string | null> {
  let since: string | null = null;
  for (const line of await listEntriesOfAct(ledger, EXAMINED)) {
    const entry = parseEntry(line);
    if (entry?.details['versions'] !== versions) break;
    since = entry.at;
  }
  return since;
}

/** More entries than these are not looked at: a log without examinations must not make each command slower. */
const MOST_ENTRIES = 10_000;

interface NotedTime {
  /** Number of the entry up to which was looked. */
  readonly number: number;
  readonly at: string | null;
}

const remembered = new WeakMap<LedgerReader, NotedTime>();

/**
 * The latest time that the custody log has noted since the last examination, that of the examination included: what was
 * noted before is covered by it. Null where nothing tells a time. All entries count, not the newest alone: one that was
 * made while the clock was behind must not hide the ones before.
 */
export async function findNotedTime(ledger: LedgerReader): Promise<string | null> {
  const head = (await findNewestEntry(ledger))?.number ?? 0;
  const known = remembered.get(ledger);
  // Another number than known: a transaction was rolled back, or the log was cut off.
  let { at, number: from }: NotedTime = known && known.number <= head ? known : { number: 0, at: null };
  from = Math.max(from, head - MOST_ENTRIES);
  for await (const { at: found, act } of readTimes(ledger, from)) {
    if (typeof found !== 'string' || !isInstant(found)) continue;
    if (at === null || act === EXAMINED || compareInstants(found, at) > 0) at = found;
  }
  // What stands in a transaction may not stay.
  if ((await ledger.version()) !== null) remembered.set(ledger, { number: head, at });
  return at;
}

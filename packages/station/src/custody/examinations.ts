import { compareInstants, isInstant } from '@scelle/core/internal';
import type { LedgerReader } from '../home/ledger.ts';
import { ROWS_A_PAGE, readPages } from '../ledger/pages.ts';
import { type CustodyEntry, entryField, parseEntry } from './entry.ts';

/** How the custody log tells of examinations. */
export const EXAMINED = 'station-examined';

/** The newest entry of the custody log that tells of this act, or null. */
export async function findNewestAct(ledger: LedgerReader, act: string): Promise<CustodyEntry | null> {
  const row = await ledger.row(
    `SELECT entry FROM custody WHERE ${entryField('$.act')} = ? ORDER BY number DESC LIMIT 1`,
    act,
  );
  return row === undefined ? null : parseEntry(String(row['entry']));
}

/** Since when every examination found these versions: the instant of the first of them; null where none did. */
export async function findInUseSince(ledger: LedgerReader, versions: string): Promise<string | null> {
  const rows = await ledger.rows(
    `SELECT entry FROM custody WHERE ${entryField('$.act')} = ? ORDER BY number DESC`,
    EXAMINED,
  );
  let since: string | null = null;
  for (const row of rows) {
    const entry = parseEntry(String(row['entry']));
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
  const head = Number((await ledger.row('SELECT MAX(number) AS number FROM custody'))?.['number'] ?? 0);
  const known = remembered.get(ledger);
  // Another number than known: a transaction was rolled back, or the log was cut off.
  let { at, number: from }: NotedTime = known && known.number <= head ? known : { number: 0, at: null };
  from = Math.max(from, head - MOST_ENTRIES);
  const rows = readPages((last) =>
    ledger.rows(
      `SELECT number, ${entryField('$.at')} AS at, ${entryField('$.act')} AS act FROM custody WHERE number > ?
         ORDER BY number LIMIT ?`,
      last?.['number'] ?? from,
      ROWS_A_PAGE,
    ),
  );
  for await (const row of rows) {
    const found = row['at'];
    if (typeof found !== 'string' || !isInstant(found)) continue;
    if (at === null || row['act'] === EXAMINED || compareInstants(found, at) > 0) at = found;
  }
  // What stands in a transaction may not stay.
  if ((await ledger.version()) !== null) remembered.set(ledger, { number: head, at });
  return at;
}

import type { DatabaseSync } from 'node:sqlite';
import { compareInstants, isInstant } from '@scelle/core/internal';
import { type CustodyEntry, entryField, parseEntry } from './entry.ts';

/** How the custody log tells of examinations. */
export const EXAMINED = 'station-examined';

/** The newest entry of the custody log that tells of this act, or null. */
export function findNewestAct(database: DatabaseSync, act: string): CustodyEntry | null {
  const row = database
    .prepare(`SELECT entry FROM custody WHERE ${entryField('$.act')} = ? ORDER BY number DESC LIMIT 1`)
    .get(act);
  return row === undefined ? null : parseEntry(String(row['entry']));
}

/** Since when every examination found these versions: the instant of the first of them; null where none did. */
export function findInUseSince(database: DatabaseSync, versions: string): string | null {
  const rows = database
    .prepare(`SELECT entry FROM custody WHERE ${entryField('$.act')} = ? ORDER BY number DESC`)
    .iterate(EXAMINED);
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

const remembered = new WeakMap<DatabaseSync, NotedTime>();

/**
 * The latest time that the custody log has noted since the last examination, that of the examination included: what was
 * noted before is covered by it. Null where nothing tells a time. All entries count, not the newest alone: one that was
 * made while the clock was behind must not hide the ones before.
 */
export function findNotedTime(database: DatabaseSync): string | null {
  const head = Number(database.prepare('SELECT MAX(number) AS number FROM custody').get()?.['number'] ?? 0);
  const known = remembered.get(database);
  // Another number than known: a transaction was rolled back, or the log was cut off.
  let { at, number: from }: NotedTime = known && known.number <= head ? known : { number: 0, at: null };
  from = Math.max(from, head - MOST_ENTRIES);
  const rows = database.prepare(
    `SELECT ${entryField('$.at')} AS at, ${entryField('$.act')} AS act FROM custody WHERE number > ? ORDER BY number`,
  );
  for (const row of rows.iterate(from)) {
    const found = row['at'];
    if (typeof found !== 'string' || !isInstant(found)) continue;
    if (at === null || row['act'] === EXAMINED || compareInstants(found, at) > 0) at = found;
  }
  // What stands in a transaction may not stay.
  if (!database.isTransaction) remembered.set(database, { number: head, at });
  return at;
}

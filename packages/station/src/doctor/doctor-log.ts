import type { DatabaseSync } from 'node:sqlite';
import { type CustodyEntry, entryField, parseEntry } from '../custody/entry.ts';

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

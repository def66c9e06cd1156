import type { DatabaseSync } from 'node:sqlite';
import { isInstant, toEpochMilliseconds, toInstant } from '@scelle/core';
import { entryField } from '../custody/entry.ts';
import { StationError } from '../errors/station-error.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/** Where the settings do not tell how far clocks may differ. */
const SKEW_SECONDS = 300;

/**
 * Whether the clock can be right: it is not before anything that was noted already, and it was not set back between two
 * acts since the last examination. That it is not ahead of the world only a peer can tell, whose policy refuses it.
 */
export async function checkClock({ database, settings, now, previous }: Examination): Promise<Finding> {
  const skew = (settings instanceof StationError ? SKEW_SECONDS : settings.clockSkewSeconds) * 1000;
  const newest = findNewestTime(database);
  if (newest !== null && now.getTime() < toEpochMilliseconds(newest) - skew) {
    return finding('clock-behind', { found: toInstant(now), expected: newest });
  }
  return findJump(database, skew, previous?.number ?? 1) ?? finding('clock-plausible', { found: toInstant(now) });
}

/** The latest instant that this station itself has noted. */
function findNewestTime(database: DatabaseSync): string | null {
  const newest = database
    .prepare(
      `SELECT MAX(at) AS at FROM (
         SELECT MAX(${entryField('$.at')}) AS at FROM custody
         UNION ALL SELECT MAX(changed_at) FROM sent
         UNION ALL SELECT MAX(changed_at) FROM received)`,
    )
    .get();
  const at = newest?.['at'];
  return typeof at === 'string' && isInstant(at) ? at : null;
}

/** The first entry of the custody log, from this number on, that is earlier than the one before it. */
function findJump(database: DatabaseSync, skew: number, from: number): Finding | null {
  const rows = database.prepare(
    `SELECT number, ${entryField('$.at')} AS at FROM custody WHERE number >= ? ORDER BY number`,
  );
  let before: string | null = null;
  for (const row of rows.iterate(from)) {
    const found = row['at'];
    // What is no entry, or of no time, is for the check of the custody log.
    if (typeof found !== 'string' || !isInstant(found)) continue;
    if (before !== null && toEpochMilliseconds(found) < toEpochMilliseconds(before) - skew) {
      return finding('clock-jumped', { line: Number(row['number']), found, expected: before });
    }
    before = found;
  }
  return null;
}

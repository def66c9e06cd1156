import { toEpochMilliseconds } from '@scelle/core';
import { BACKED_UP } from '../backup/create-backup.ts';
import { findNewestAct } from './doctor-log.ts';
import { DAY, type Examination } from './examination.ts';
import { type Finding, ok, warning } from './finding.ts';

/** What is done on more days than these would be lost with the disc. */
const MOST_DAYS = 7;

/** Whether there is a backup of the last days. */
export async function checkBackup({ database, now }: Examination): Promise<Finding> {
  const made = findNewestAct(database, BACKED_UP)?.at ?? null;
  const found = made ?? findBeginning(database);
  const isOld = now.getTime() - toEpochMilliseconds(found) > MOST_DAYS * DAY;
  const details = { found, limit: MOST_DAYS };
  if (made === null) return isOld ? warning('backup-missing', details) : ok('backup-not-due', details);
  return isOld ? warning('backup-old', details) : ok('backup-recent', { found });
}

/** A new station has nothing to lose yet. */
function findBeginning(database: Examination['database']): string {
  return String(database.prepare('SELECT created_at FROM own').get()?.['created_at']);
}

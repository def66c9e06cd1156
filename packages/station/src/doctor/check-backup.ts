import { toEpochMilliseconds } from '@scelle/core';
import { BACKED_UP } from '../backup/create-backup.ts';
import { findNewestAct } from './doctor-log.ts';
import { DAY, type Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/** What is done on more days than these would be lost with the disc. */
const MOST_DAYS = 7;

/** Whether there is a backup of the last days. */
export async function checkBackup({ database, now }: Examination): Promise<Finding> {
  const made = findNewestAct(database, BACKED_UP)?.at ?? null;
  const found = made ?? findBeginning(database);
  const isOld = now.getTime() - toEpochMilliseconds(found) > MOST_DAYS * DAY;
  const details = { found, limit: MOST_DAYS };
  if (made === null) return isOld ? finding('backup-missing', details) : finding('backup-not-due', details);
  return isOld ? finding('backup-old', details) : finding('backup-recent', { found });
}

/** A new station has nothing to lose yet. */
function findBeginning(database: Examination['database']): string {
  return String(database.prepare('SELECT created_at FROM own').get()?.['created_at']);
}

import { findForeignFile } from '../ledger/named-files.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/** Whether the ledger is whole: every index agrees with its table, every reference leads somewhere, and every file is one of this station. */
export async function checkLedger({ database, layout }: Examination): Promise<Finding> {
  const file = layout.ledger;
  const integrity = database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
  if (integrity !== 'ok') return finding('ledger-unsound', { file, found: String(integrity) });
  const dangling = database.prepare('PRAGMA foreign_key_check').get();
  if (dangling !== undefined) return finding('ledger-unsound', { file, found: String(dangling['table']) });
  const foreign = findForeignFile(database);
  if (foreign !== null) return finding('ledger-unsound', { file, found: foreign });
  return finding('ledger-sound', { file });
}

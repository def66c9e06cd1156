import type { DatabaseSync } from 'node:sqlite';
import { ScelleError } from '@scelle/core';
import { listAllCards } from '../cards/card-store.ts';
import { findForeignFile } from '../ledger/named-files.ts';
import { listReceived, type ReceivedState } from '../ledger/received-batches.ts';
import { parseReceipt } from '../receipts/receipt.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/**
 * Whether the ledger is whole: every index agrees with its table, every reference leads somewhere, every file is one of this
 * station, and what stands in its columns is what was once written there.
 */
export async function checkLedger({ database, layout, failure }: Examination): Promise<Finding> {
  const file = layout.ledger;
  const integrity = database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
  if (integrity !== 'ok') return finding('ledger-unsound', { file, found: String(integrity) });
  const dangling = database.prepare('PRAGMA foreign_key_check').get();
  if (dangling !== undefined) return finding('ledger-unsound', { file, found: String(dangling['table']) });
  const foreign = findForeignFile(database);
  if (foreign !== null) return finding('ledger-unsound', { file, found: foreign });
  const unreadable = findUnreadable(database);
  if (unreadable !== null) return finding('ledger-unsound', { file, found: unreadable });
  if (failure !== null) return finding('ledger-unsound', { file, found: failure.code });
  return finding('ledger-sound', { file });
}

const states: readonly ReceivedState[] = ['accepted', 'held', 'rejected', 'quarantined'];

/** Where something stands that no command could have written; null where there is nothing such. */
function findUnreadable(database: DatabaseSync): string | null {
  const parts: Readonly<Record<string, () => void>> = {
    received: () => {
      for (const state of states) listReceived(database, state);
    },
    cards: () => {
      listAllCards(database);
    },
    receipts: () => {
      const rows = database.prepare('SELECT document FROM receipts').iterate();
      for (const row of rows) parseReceipt(row['document'] as Uint8Array);
    },
  };
  for (const [table, read] of Object.entries(parts)) {
    try {
      read();
    } catch (error) {
      if (!(error instanceof ScelleError)) throw error;
      return `${table}: ${error.details.found ?? error.code}`;
    }
  }
  return null;
}

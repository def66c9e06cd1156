import type { DatabaseSync } from 'node:sqlite';
import { toLedgerError } from './ledger-errors.ts';

/**
 * Runs `change` in one transaction that is written to the disc before this returns; nothing of it stays where it
 * throws. `change` must not wait for anything. Throws `ledger-full`, `ledger-busy`, `ledger-damaged`,
 * `ledger-unreadable`, and what `change` throws.
 */
export function transaction<Result>(database: DatabaseSync, change: () => Result): Result {
  try {
    database.exec('BEGIN IMMEDIATE');
    const result = change();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite has rolled back by itself where the disc was full.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw toLedgerError(error, database.location() ?? '');
  }
}

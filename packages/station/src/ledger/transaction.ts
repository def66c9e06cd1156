import type { DatabaseSync } from 'node:sqlite';

/**
 * Runs `change` in one transaction that is written to the disc before this returns; nothing of it stays where it
 * throws. `change` must not wait for anything.
 */
export function transaction<Result>(database: DatabaseSync, change: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = change();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite has rolled back by itself where the disc was full.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

import { closeSync, existsSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StationError } from '../errors/station-error.ts';
import { checkSchema } from './check-schema.ts';
import { copyLedgerAway } from './ledger-copy.ts';
import { toLedgerError } from './ledger-errors.ts';
import { migrations } from './migrations.ts';
import { transaction } from './transaction.ts';

/** How long a statement waits for another process, in milliseconds. */
const BUSY_TIMEOUT = 10_000;

/** Creates the ledger of a new station, with its tables. Throws `ledger-unreadable`, `ledger-full`. */
export function createLedger(path: string): DatabaseSync {
  // SQLite gives its other files the mode of this one.
  closeSync(openSync(path, 'a', 0o600));
  return open(path);
}

/**
 * Opens the ledger of a station: checked, and brought to the newest version. What is committed to it is on the disc.
 * Throws `ledger-missing`, `ledger-damaged`, `ledger-newer` where later software wrote it, `ledger-unreadable`,
 * `ledger-full`, `ledger-busy`.
 */
export function openLedger(path: string): DatabaseSync {
  // SQLite would create it, and a station that knows nothing would use numbers again.
  if (!existsSync(path)) throw new StationError('ledger-missing', { file: path });
  return open(path);
}

/**
 * Opens the ledger of a station that lies where nothing can be written, such as evidence on a read-only medium: a private
 * copy, which is gone once it is closed, or the process has ended. Throws as `openLedger` does, and `target-full`.
 */
export function openLedgerAway(path: string): DatabaseSync {
  if (!existsSync(path)) throw new StationError('ledger-missing', { file: path });
  const copy = copyLedgerAway(path);
  try {
    // The copy is still read, and needs no other files, when its names are gone.
    return open(copy.path, path, 'PRAGMA journal_mode = DELETE; PRAGMA temp_store = MEMORY; PRAGMA query_only = ON');
  } finally {
    copy.remove();
  }
}

function open(path: string, shown = path, settings = ''): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT, enableForeignKeyConstraints: true });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF');
    checkIntegrity(database, shown);
    migrate(database, shown);
    checkSchema(database, shown);
    if (settings !== '') database.exec(settings);
    return database;
  } catch (error) {
    database?.close();
    throw toLedgerError(error, shown);
  }
}

function checkIntegrity(database: DatabaseSync, file: string): void {
  const found = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (found !== 'ok') throw new StationError('ledger-damaged', { file, found: String(found) });
}

function migrate(database: DatabaseSync, file: string): void {
  const version = readVersion(database);
  if (version === migrations.length) return;
  if (version > migrations.length) {
    throw new StationError('ledger-newer', { file, found: version, expected: migrations.length });
  }
  transaction(database, () => {
    // Another process may have come first.
    for (const statements of migrations.slice(readVersion(database))) database.exec(statements);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

function readVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}

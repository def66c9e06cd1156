import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createPartialPath, toSystemCode, toTargetError } from '@scelle/core/internal';
import { StationError } from '../../errors/station-error.ts';
import type { Ledger } from '../../home/ledger.ts';
import { migrations } from './migrations.ts';
import { createSqliteLedger, toLedgerError } from './sqlite-ledger.ts';

/** How long a statement waits for another process, in milliseconds. */
const BUSY_TIMEOUT = 10_000;

/** Creates the ledger of a new station, with its tables. Throws `ledger-unreadable`, `ledger-full`. */
export function createLedger(path: string): Ledger {
  // SQLite gives its other files the mode of this one.
  closeSync(openSync(path, 'a', 0o600));
  return openBoth(path);
}

/**
 * Whether an earlier version wrote the ledger, which cannot open it any more once it is brought to the newest version: what
 * only looks leaves it as it is. False where there is none, or none that can be read, of which the opening tells.
 */
export function isOlderLedger(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    using database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT });
    const version = readVersion(database);
    return version > 0 && version < migrations.length;
  } catch {
    return false;
  }
}

/**
 * Keeps a ledger that an earlier version wrote beside it, as it is, before it is brought to the newest version. Gives the
 * path; null for any other ledger. Throws `ledger-full`, `ledger-unreadable`, `target-unwritable`.
 */
export function keepOlderLedger(path: string): string | null {
  if (!isOlderLedger(path)) return null;
  const partial = createPartialPath(path);
  try {
    using database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT });
    const kept = `${path}.version-${readVersion(database)}`;
    closeSync(openSync(partial, 'wx', 0o600));
    database.prepare('VACUUM INTO ?').run(partial);
    renameSync(partial, kept);
    return kept;
  } catch (error) {
    rmSync(partial, { force: true });
    throw toTargetError(toLedgerError(error, path), path);
  }
}

/**
 * Opens the ledger of a station: checked, and brought to the newest version. What is committed to it is on the disc.
 * Throws `ledger-missing`, `ledger-damaged`, `ledger-newer` where later software wrote it, `ledger-unreadable`,
 * `ledger-full`, `ledger-busy`.
 */
export function openLedger(path: string): Ledger {
  // SQLite would create it, and a station that knows nothing would use numbers again.
  if (!existsSync(path)) throw new StationError('ledger-missing', { file: path });
  return openBoth(path);
}

/**
 * Opens the ledger of a station in which nothing is to be written, such as evidence on a read-only medium, or one that an
 * earlier version works with: a private copy, which is gone once it is closed, or the process has ended. Throws as `openLedger` does, and `target-full`.
 */
export function openLedgerAway(path: string): Ledger {
  if (!existsSync(path)) throw new StationError('ledger-missing', { file: path });
  const copy = copyLedgerAway(path);
  try {
    // The copy is still read, and needs no other files, when its names are gone.
    const settings = 'PRAGMA journal_mode = DELETE; PRAGMA temp_store = MEMORY; PRAGMA query_only = ON';
    const database = open(copy.path, path, settings);
    return createSqliteLedger(database, database, path);
  } finally {
    copy.remove();
  }
}

/** One connection to change the ledger, and one to read what was committed. */
function openBoth(path: string): Ledger {
  const writing = open(path);
  try {
    const reading = new DatabaseSync(path, { readOnly: true });
    reading.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}; PRAGMA trusted_schema = OFF`);
    return createSqliteLedger(writing, reading, path);
  } catch (error) {
    writing.close();
    throw toLedgerError(error, path);
  }
}

function open(path: string, shown = path, settings = ''): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { enableForeignKeyConstraints: true });
    // Not as `timeout`, which Node knows from 22.16 on.
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
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
  database.exec('BEGIN IMMEDIATE');
  // Another process may have come first. What fails here closes the ledger, and with it goes the transaction.
  for (const statements of migrations.slice(readVersion(database))) database.exec(statements);
  database.exec(`PRAGMA user_version = ${migrations.length}`);
  database.exec('COMMIT');
}

function readVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}

/** The columns of each table, and the names of the indices under '', that a ledger of the newest version has. */
let expected: ReadonlySet<string> | undefined;

/**
 * Whether a ledger has all tables, columns and indices that it must have, and nothing that acts by itself. Threat: triggers
 * and views would change, or show, something else than what stands in the tables. Throws `ledger-damaged`, which names it.
 */
function checkSchema(database: DatabaseSync, file: string): void {
  expected ??= readExpected();
  const found = readParts(database);
  const missing = [...expected].find((part) => !found.has(part));
  const acting = database.prepare("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view') LIMIT 1").get();
  const wrong = missing ?? acting?.['name'];
  if (wrong !== undefined) throw new StationError('ledger-damaged', { file, found: String(wrong) });
}

function readExpected(): ReadonlySet<string> {
  const database = new DatabaseSync(':memory:');
  try {
    for (const statements of migrations) database.exec(statements);
    return readParts(database);
  } finally {
    database.close();
  }
}

/** `table.column` and `index`. */
function readParts(database: DatabaseSync): ReadonlySet<string> {
  const rows = database.prepare(
    `SELECT s.name || '.' || c.name AS part FROM sqlite_schema s JOIN pragma_table_info(s.name) c WHERE s.type = 'table'
     UNION ALL SELECT name FROM sqlite_schema WHERE type = 'index'`,
  );
  return new Set(rows.all().map((row) => String(row['part'])));
}

/** What the system says where nothing can be written. */
const readOnlyCodes: readonly (string | null)[] = ['EROFS', 'EACCES', 'EPERM'];

/** Whether nothing can be written into the folder: a read-only medium, or somebody else's. */
export function isReadOnlyFolder(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return false;
  } catch (error) {
    return readOnlyCodes.includes(toSystemCode(error));
  }
}

/** A ledger in a private folder, to be looked at. */
interface LedgerCopy {
  readonly path: string;
  remove(): void;
}

/**
 * Copies a ledger, with what has not been brought into it yet, to where SQLite can make its other files: it cannot read the
 * write-ahead log of a database in a folder that it cannot write to, and without that log the newest acts would be missing.
 * Where it can, somebody may be writing, and SQLite makes the copy. Throws `target-full`, `target-unwritable`.
 */
function copyLedgerAway(file: string): LedgerCopy {
  const folder = mkdtempSync(join(tmpdir(), 'scelle-ledger-'));
  const path = join(folder, 'ledger.db');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    copyLedger(file, path);
    return { path, remove };
  } catch (error) {
    remove();
    throw toTargetError(toLedgerError(error, file), dirname(path));
  }
}

function copyLedger(file: string, path: string): void {
  if (isReadOnlyFolder(dirname(file))) {
    copyFileSync(file, path);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${path}-wal`);
    return;
  }
  using database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT });
  database.prepare('VACUUM INTO ?').run(path);
}

/** The SQLite of this Node: its version, and its source, which begins with the day of its release. */
export function readSqliteVersion(): { readonly version: string; readonly source: string } {
  using database = new DatabaseSync(':memory:');
  const row = database.prepare('SELECT sqlite_version() AS version, sqlite_source_id() AS source').get();
  return { version: String(row?.['version']), source: String(row?.['source']) };
}

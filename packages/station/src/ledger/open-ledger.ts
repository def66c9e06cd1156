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
import { type StationCode, StationError } from '../errors/station-error.ts';
import { migrations } from './migrations.ts';

/** How long a statement waits for another process, in milliseconds. */
const BUSY_TIMEOUT = 10_000;

/** Creates the ledger of a new station, with its tables. Throws `ledger-unreadable`, `ledger-full`. */
export function createLedger(path: string): DatabaseSync {
  // SQLite gives its other files the mode of this one.
  closeSync(openSync(path, 'a', 0o600));
  return open(path);
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
export function openLedger(path: string): DatabaseSync {
  // SQLite would create it, and a station that knows nothing would use numbers again.
  if (!existsSync(path)) throw new StationError('ledger-missing', { file: path });
  return open(path);
}

/**
 * Opens the ledger of a station in which nothing is to be written, such as evidence on a read-only medium, or one that an
 * earlier version works with: a private copy, which is gone once it is closed, or the process has ended. Throws as `openLedger` does, and `target-full`.
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
  transaction(database, () => {
    // Another process may have come first.
    for (const statements of migrations.slice(readVersion(database))) database.exec(statements);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
  });
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

/** SQLite's primary result codes. Source: https://www.sqlite.org/rescode.html */
const codes: Readonly<Record<number, StationCode>> = {
  5: 'ledger-busy',
  6: 'ledger-busy',
  11: 'ledger-damaged',
  13: 'ledger-full',
  26: 'ledger-damaged',
};

/** SQLITE_IOERR_SHMSIZE: the index of the write-ahead log could not be made as long as it must be. */
const NO_ROOM_FOR_INDEX = 4874;

/** The error to throw where SQLite failed on the ledger `file`; what SQLite did not report is kept. */
export function toLedgerError(error: unknown, file: string): unknown {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return error;
  const isFull = error.errcode === NO_ROOM_FOR_INDEX;
  const code = isFull ? 'ledger-full' : (codes[error.errcode & 0xff] ?? 'ledger-unreadable');
  const found = 'errstr' in error ? String(error.errstr) : error.errcode;
  return new StationError(code, { file, found }, { cause: error });
}

import { closeSync, openSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { giveWay, toSystemCode } from '@scelle/core/internal';
import { type StationCode, StationError } from '../../errors/station-error.ts';
import { type Database, type Row, sqlite, type TableName, tableColumns, type Value } from '../database.ts';

/** Memory for pages in KiB: what is more leaves less than a quarter of the time, and memory is to stay below 400 MB. */
const CACHE_KIBIBYTES = 16_384;

/**
 * What is committed is on the disc (FULL), and what is erased is overwritten (secure_delete). These are settings of the
 * connection: they change nothing in a file that may be somebody else's.
 */
const settings = `
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
PRAGMA trusted_schema = OFF;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -${CACHE_KIBIBYTES};
`;

/** Readers are not kept out by an import. The file keeps this setting. */
const WRITE_AHEAD = 'PRAGMA journal_mode = WAL';

/** How to open an SQLite file. */
export interface SqliteOptions {
  /** So many milliseconds a statement waits for another process. */
  readonly patience: number;
  /** Whether the file has to be there already. */
  readonly mustExist: boolean;
}

/**
 * Opens a file that is there in such a way that nothing is written, neither in it nor beside it; null where there is
 * nothing to look at yet. What another process is writing, or was when it was killed, shows only once it is opened. Throws
 * `database-unreachable`, also for what is no file and would hang whoever opens it, and the other codes of `toSqliteError`.
 */
export async function openToLook(file: string, { patience, mustExist }: SqliteOptions): Promise<Database | null> {
  const name = `sqlite:${file}`;
  const [bytes = null, journal, log] = await sizesOf(name, [file, `${file}-journal`, `${file}-wal`, `${file}-shm`]);
  if (bytes === null && mustExist) throw new StationError('database-unreachable', { name, found: 'ENOENT' });
  if (bytes === null || bytes === 0) return null;
  // What a killed process left half written is put right when the file is opened; only then it can be judged.
  if (journal) return null;
  const url = pathToFileURL(file);
  // Without a lock and without the files beside it, which would be made otherwise.
  if (!log) url.searchParams.set('immutable', '1');
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(url, { readOnly: true });
    setPatience(database, patience);
    database.exec('PRAGMA trusted_schema = OFF');
    return createDatabase(database, name);
  } catch (error) {
    database?.close();
    throw toSqliteError(error, name);
  }
}

/** Modes that let others read or write, or a group write. That a group may read is a decision of whoever owns the file. */
const OPEN_TO_OTHERS = 0o027;

/**
 * Refuses a file, or one that SQLite keeps beside it, that everybody on this machine can read, or that is another account's:
 * what is imported holds personal data. A folder that only this account can enter does not help: it may be opened tomorrow. Throws
 * `database-open-to-others`.
 */
export async function requirePrivate(file: string): Promise<void> {
  const own = process.getuid?.();
  // Windows has no such modes.
  if (own === undefined) return;
  for (const path of [file, `${file}-wal`, `${file}-journal`]) {
    const found = await stat(path).catch(() => null);
    if (found === null) continue;
    const mode = found.mode & 0o777;
    if ((mode & OPEN_TO_OTHERS) !== 0 || found.uid !== own) {
      const shown = `${mode.toString(8).padStart(4, '0')}, uid ${found.uid}`;
      throw new StationError('database-open-to-others', { file: path, found: shown, expected: `0600, uid ${own}` });
    }
  }
}

/** Lengths of files; null where there is none. Throws `database-unreachable` for a pipe, a device or a folder. */
function sizesOf(name: string, files: readonly string[]): Promise<readonly (number | null)[]> {
  return Promise.all(
    files.map(async (file) => {
      const found = await stat(file).catch((error: unknown) => toSystemCode(error) ?? 'unknown');
      if (typeof found === 'string') {
        if (found === 'ENOENT') return null;
        throw new StationError('database-unreachable', { name, found });
      }
      if (!found.isFile()) throw new StationError('database-unreachable', { name, found: `${file} is no file` });
      return found.size;
    }),
  );
}

/**
 * Opens an SQLite file, and makes it where it is not there. Throws `database-unreachable` and the other codes of
 * `toSqliteError`.
 */
export async function openSqlite(file: string, { patience }: Pick<SqliteOptions, 'patience'>): Promise<Database> {
  const name = `sqlite:${file}`;
  let database: DatabaseSync | undefined;
  try {
    makePrivate(file);
    database = new DatabaseSync(file, { enableForeignKeyConstraints: true });
    setPatience(database, patience);
    database.exec(settings);
    return createDatabase(database, name);
  } catch (error) {
    database?.close();
    throw toSqliteError(error, name);
  }
}

/** How long, in milliseconds, it waits for others; not as `timeout`, which Node knows from 22.16 on. */
function setPatience(database: DatabaseSync, patience: number): void {
  database.exec(`PRAGMA busy_timeout = ${patience}`);
}

/** It holds personal data: nobody else on the machine is to read it. SQLite gives its files beside it the same mode. */
function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch {
    // SQLite says what keeps it from opening the file.
  }
}

function createDatabase(database: DatabaseSync, name: string): Database {
  const prepared = new Map<string, StatementSync>();

  function attempt<Result>(perform: () => Result): Result {
    try {
      return perform();
    } catch (error) {
      throw toSqliteError(error, name);
    }
  }

  function prepare(statement: string): StatementSync {
    const known = prepared.get(statement);
    if (known !== undefined) return known;
    const made = database.prepare(statement.replaceAll(/\$(\d+)/g, '?$1'));
    prepared.set(statement, made);
    return made;
  }

  /** SQLite answers in this thread: the event loop has its turn between rows. */
  async function insert(table: TableName, rows: readonly (readonly Value[])[]): Promise<void> {
    const columns = tableColumns[table];
    const places = columns.map((_, index) => `$${index + 1}`);
    const statement = attempt(() =>
      prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`),
    );
    for (const row of rows) {
      // biome-ignore lint/plugin: one for each column.
      attempt(() => statement.run(...row));
      const turn = giveWay();
      if (turn !== null) await turn;
    }
  }

  async function* stream(statement: string, values: readonly Value[] = []): AsyncGenerator<Row, void> {
    // A statement that is being stepped through cannot be shared.
    // biome-ignore lint/plugin: the parameters of a statement of ours.
    const rows = attempt(() => database.prepare(statement.replaceAll(/\$(\d+)/g, '?$1')).iterate(...values));
    try {
      for (let next = attempt(() => rows.next()); !next.done; next = attempt(() => rows.next()))
        yield next.value as Row;
    } finally {
      // Who stops earlier would keep its view of the database, and the log would grow.
      rows.return?.();
    }
  }

  return {
    dialect: sqlite,
    name,
    persistSettings: async () => attempt(() => database.exec(WRITE_AHEAD)),
    // What is read is an ordinary table, which ends.
    bounded: (read) => read(),
    // biome-ignore lint/plugin: the parameters of a statement of ours.
    rows: async (statement, values = []) => attempt(() => prepare(statement).all(...values) as Row[]),
    stream,
    execute: async (statements) => attempt(() => database.exec(statements)),
    insert,
    begin: async () => attempt(() => database.exec('BEGIN IMMEDIATE')),
    commit: async () => attempt(() => database.exec('COMMIT')),
    rollback: async () => {
      // SQLite has rolled back by itself where the disc was full.
      if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
    },
    reclaim: async () => attempt(() => truncateLog(database, name)),
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close();
    },
  };
}

/** The log still holds the pages as they were before they were overwritten. */
function truncateLog(database: DatabaseSync, name: string): void {
  const row = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  if (row?.['busy'] !== 0) throw new StationError('database-busy', { name });
}

/** SQLite's primary result codes. Source: https://www.sqlite.org/rescode.html */
const codes: Readonly<Record<number, StationCode>> = {
  1: 'database-altered',
  5: 'database-busy',
  6: 'database-busy',
  8: 'database-unreachable',
  10: 'database-failed',
  11: 'database-damaged',
  13: 'database-full',
  14: 'database-unreachable',
  19: 'database-constraint',
  20: 'database-altered',
  26: 'database-damaged',
};

/** The error to throw where SQLite failed on the database `name`; what SQLite did not report is kept. */
function toSqliteError(error: unknown, name: string): unknown {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return error;
  const code = codes[error.errcode & 0xff] ?? 'database-failed';
  // Threat: a message of the database that repeats a value of a record. The number says what failed.
  return new StationError(code, { name, found: `SQLite ${error.errcode}` });
}

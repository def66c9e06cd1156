import { AsyncLocalStorage } from 'node:async_hooks';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type StationCode, StationError } from '../../errors/station-error.ts';
import type { Ledger, LedgerReader, LedgerTransaction } from '../../home/ledger.ts';

/**
 * A ledger in SQLite: one connection that changes it, and one that reads what was committed, so that nobody sees what a
 * change may yet take back. Where nothing is to be changed, they may be the same.
 */
export function createSqliteLedger(writing: DatabaseSync, reading: DatabaseSync, file: string): Ledger {
  const [writer, reader] = [createConnection(writing, file), createConnection(reading, file)];
  const queue = createChangeQueue();

  function requireOutside(): void {
    if (queue.isInside()) throw new StationError('ledger-change-misused');
  }

  return {
    ...createReader(reader, requireOutside),
    // Source: https://www.sqlite.org/pragma.html#pragma_data_version
    version: async () => String(reader.perform('PRAGMA data_version', (each) => each.get())?.['data_version']),
    change: (perform) => queue.run(() => runChange(writer, perform)),
    async copyTo(path) {
      requireOutside();
      reader.perform('VACUUM INTO ?', (statement) => statement.run(path));
    },
    close() {
      // The last one brings the write-ahead log into the ledger.
      for (const each of [reading, writing]) if (each.isOpen) each.close();
    },
  };
}

/** A connection that prepares each statement once, and tells of failures by our codes. */
interface Connection {
  perform<Result>(sql: string, use: (statement: StatementSync) => Result): Result;
  execute(sql: string): void;
  /** Takes back what is not committed; SQLite has done so by itself where the disc was full. */
  rollback(): void;
}

function createConnection(database: DatabaseSync, file: string): Connection {
  const statements = new Map<string, StatementSync>();

  function attempt<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw toLedgerError(error, file);
    }
  }

  return {
    perform: (sql, use) =>
      attempt(() => {
        const statement = statements.get(sql) ?? database.prepare(sql);
        statements.set(sql, statement);
        return use(statement);
      }),
    execute: (sql) => attempt(() => database.exec(sql)),
    rollback() {
      if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
    },
  };
}

function createReader(connection: Connection, check: () => void): Omit<LedgerReader, 'version'> {
  return {
    // biome-ignore-start lint/plugin: as many values as a statement has places.
    async rows(sql, ...values) {
      check();
      return connection.perform(sql, (statement) => statement.all(...values));
    },
    async row(sql, ...values) {
      check();
      return connection.perform(sql, (statement) => statement.get(...values));
    },
    // biome-ignore-end lint/plugin: as many values as a statement has places.
  };
}

async function runChange<Result>(
  writer: Connection,
  perform: (transaction: LedgerTransaction) => Promise<Result>,
): Promise<Result> {
  const { transaction, check, end } = createTransaction(writer);
  try {
    writer.execute('BEGIN IMMEDIATE');
    const result = await perform(transaction);
    check();
    writer.execute('COMMIT');
    return result;
  } catch (error) {
    writer.rollback();
    throw error;
  } finally {
    end();
  }
}

/** A transaction that answers until it has ended, or something else than the ledger was waited for while it was open. */
function createTransaction(connection: Connection) {
  let isOpen = true;
  // Answers of the ledger come before this.
  const watch = setImmediate(() => {
    isOpen = false;
  });

  function check(): void {
    if (!isOpen) throw new StationError('ledger-change-misused');
  }

  const transaction: LedgerTransaction = {
    ...createReader(connection, check),
    version: async () => null,
    async run(sql, ...values) {
      check();
      // biome-ignore lint/plugin: as many values as a statement has places.
      return connection.perform(sql, (statement) => Number(statement.run(...values).lastInsertRowid));
    },
  };
  return {
    transaction,
    check,
    end() {
      clearImmediate(watch);
      isOpen = false;
    },
  };
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

/** Lets the changes of one ledger run one after the other. */
export interface ChangeQueue {
  /**
   * Runs a change once those before it have ended, however they ended. Throws `ledger-change-nested` within another change
   * of the ledger, which would wait for itself.
   */
  run<Result>(change: () => Promise<Result>): Promise<Result>;
  /** Whether whoever asks is called by a change that is running. */
  isInside(): boolean;
}

/** Makes the queue of the changes of one ledger. */
export function createChangeQueue(): ChangeQueue {
  const inside = new AsyncLocalStorage<{ hasEnded: boolean }>();
  let last: Promise<unknown> = Promise.resolve();

  const isInside = () => inside.getStore()?.hasEnded === false;

  return {
    isInside,
    async run(change) {
      if (isInside()) throw new StationError('ledger-change-nested');
      const state = { hasEnded: false };
      const turn = last.then(() => inside.run(state, change));
      last = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        state.hasEnded = true;
      }
    },
  };
}

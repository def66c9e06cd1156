import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { StationError } from '../../errors/station-error.ts';
import type { Ledger, LedgerReader, LedgerTransaction } from '../../home/ledger.ts';
import { createChangeQueue } from './change-queue.ts';
import { toLedgerError } from './ledger-errors.ts';

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

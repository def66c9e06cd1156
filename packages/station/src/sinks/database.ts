import type { Dialect } from './dialect.ts';
import type { TableName } from './tables.ts';

/** A value of a column, as it is written: instants and days as text, bytes as they are. */
export type Value = string | number | null | Uint8Array;

/** A row as it is read: instants and days as text, as they were written. */
export type Row = Readonly<Record<string, Value>>;

/**
 * A connection to a database that holds evidence. Statements number their parameters `$1`, `$2` …; what fails throws a
 * `database-…` code.
 */
export interface Database extends AsyncDisposable {
  readonly dialect: Dialect;
  /** What it is called in messages: its URL without a password. */
  readonly name: string;
  /** Makes the settings that stay in the database, once it is known to be ours; opening it changes nothing in it. */
  settle(): Promise<void>;
  /** Does what only reads, and gives up where it does not end. Throws `database-busy`. Not within a transaction. */
  bounded<Result>(read: () => Promise<Result>): Promise<Result>;
  rows(statement: string, values?: readonly Value[]): Promise<Row[]>;
  /** The same, one row after the other, in memory that does not grow with them. */
  stream(statement: string, values?: readonly Value[]): AsyncGenerator<Row, void>;
  /** Runs statements without parameters. */
  execute(statements: string): Promise<void>;
  /** Adds rows to a table; each has a value for every column that `tableColumns` names. */
  insert(table: TableName, rows: readonly (readonly Value[])[]): Promise<void>;
  /**
   * Begins a transaction in which nobody else imports or erases. Throws `database-busy` where somebody else does for
   * too long.
   */
  begin(): Promise<void>;
  /** Ends the transaction; what was done in it is on the disc when this returns. */
  commit(): Promise<void>;
  /** Takes back what was done in the transaction, if one is open; never throws. */
  rollback(): Promise<void>;
  /** Frees what was erased, as far as the database can. */
  reclaim(): Promise<void>;
}

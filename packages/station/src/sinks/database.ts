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
  persistSettings(): Promise<void>;
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

/** What differs between the databases, in the words of SQL. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgresql';
  /** Types of columns. */
  readonly bytes: string;
  readonly integer: string;
  readonly instant: string;
  readonly day: string;
  readonly address: string;
  readonly uuid: string;
  /** What stands behind the columns of a table. */
  readonly table: string;
  /** The same where the table is kept in the order of its primary key. */
  readonly keyedTable: string;
  /** What orders texts by the bytes of their characters in UTF-8. */
  readonly plainOrder: string;
  /** A new random text of 32 hexadecimal digits. */
  readonly randomId: string;
  /** A subquery that gives the elements of a parameter that was made by `JSON.stringify` of a list of texts. */
  texts(parameter: string): string;
  /** A text of such a list as a uuid. */
  toUuid(expression: string): string;
  /** The elements of a list of objects, made by `JSON.stringify`, as rows `given` with these columns. */
  objects(parameter: string, columns: Readonly<Record<string, 'integer' | 'instant' | 'address'>>): string;
}

/** SQLite: few types, each kept to by `STRICT`. */
export const sqlite: Dialect = {
  name: 'sqlite',
  bytes: 'BLOB',
  integer: 'INTEGER',
  instant: 'TEXT',
  day: 'TEXT',
  address: 'TEXT',
  uuid: 'TEXT',
  table: 'STRICT',
  keyedTable: 'STRICT, WITHOUT ROWID',
  plainOrder: 'COLLATE BINARY',
  randomId: 'lower(hex(randomblob(16)))',
  texts: (parameter) => `(SELECT value FROM json_each(${parameter}))`,
  toUuid: (expression) => expression,
  objects(parameter, columns) {
    const fields = Object.keys(columns).map((name) => `value ->> '$.${name}' AS ${name}`);
    return `(SELECT ${fields.join(', ')} FROM json_each(${parameter})) AS given`;
  },
};

const postgresqlTypes = { integer: 'BIGINT', instant: 'TIMESTAMPTZ', address: 'INET' } as const;

/** PostgreSQL, from version 15 on. */
export const postgresql: Dialect = {
  name: 'postgresql',
  bytes: 'BYTEA',
  integer: postgresqlTypes.integer,
  instant: postgresqlTypes.instant,
  day: 'DATE',
  address: postgresqlTypes.address,
  uuid: 'UUID',
  table: '',
  keyedTable: '',
  plainOrder: 'COLLATE "C"',
  randomId: "replace(gen_random_uuid()::text, '-', '')",
  texts: (parameter) => `(SELECT value FROM jsonb_array_elements_text(${parameter}::jsonb))`,
  toUuid: (expression) => `${expression}::uuid`,
  objects(parameter, columns) {
    const fields = Object.entries(columns).map(([name, type]) => `${name} ${postgresqlTypes[type]}`);
    return `jsonb_to_recordset(${parameter}::jsonb) AS given (${fields.join(', ')})`;
  },
};

/** A table into which an import writes. */
export type TableName =
  | 'batches'
  | 'records'
  | 'works'
  | 'work_identifiers'
  | 'record_works'
  | 'hashes'
  | 'segments'
  | 'record_segments'
  | 'absent_records'
  | 'receipts';

/**
 * The columns of the tables into which an import writes rows, in the order of the values that it gives. Tables come after
 * those to which their rows refer.
 */
export const tableColumns: Readonly<Record<TableName, readonly string[]>> = {
  batches: [
    'id',
    'digest',
    'sender',
    'recipient',
    'stream',
    'sequence',
    'batch_id',
    'profile',
    'channel',
    'created_at',
    'received_at',
    'imported_at',
    'day',
    'announced',
    'accepted',
    'rejected',
    'manifest',
    'seal',
    'content',
    'content_salt',
    'content_hash',
  ],
  records: [
    'id',
    'batch',
    'record_index',
    'record_id',
    'controller',
    'occurred_at',
    'day',
    'ip',
    'port',
    'protocol',
    'pseudonym',
    'file_name',
    'file_size',
    'isp',
    'agent',
    'tool_name',
    'tool_version',
    'line',
    'salt',
    'leaf_hash',
  ],
  works: ['id', 'digest', 'title', 'artist', 'category', 'rights_holder'],
  work_identifiers: ['work', 'position', 'scheme', 'value'],
  record_works: ['record', 'position', 'work'],
  hashes: ['record', 'position', 'algorithm', 'value'],
  segments: ['sha256', 'length', 'content'],
  record_segments: ['record', 'position', 'file_offset', 'length', 'sha256'],
  absent_records: ['batch', 'record_index', 'leaf_hash', 'code'],
  receipts: ['batch', 'stage', 'document', 'signature', 'issued_at'],
};

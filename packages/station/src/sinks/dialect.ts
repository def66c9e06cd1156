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

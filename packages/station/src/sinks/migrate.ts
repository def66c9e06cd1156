import { StationError } from '../errors/station-error.ts';
import type { Database } from './database.ts';
import { migrations, viewNames } from './schema.ts';
import { tableColumns } from './tables.ts';

/** The table that says which version of the schema a database has; a database of somebody else has none. */
const VERSION_TABLE = 'scelle_schema';

/**
 * Makes the tables in an empty database, or brings them to the newest version. Throws `database-newer` where later
 * software made them, and `database-foreign` where there are tables of the same names that are not ours: such a
 * database is left as it is.
 */
export async function migrate(database: Database): Promise<void> {
  if ((await readVersion(database)) === migrations.length) return;
  await database.begin();
  try {
    await bringUp(database, await readVersion(database));
    await database.commit();
  } catch (error) {
    await database.rollback();
    throw error;
  }
}

/**
 * Makes sure that a database has our tables, of whatever version. An empty one of PostgreSQL does as well: an
 * administrator made it, whereas a wrong name never makes one. Throws `database-without-tables`.
 */
export async function requireTables(database: Database): Promise<void> {
  if ((await readVersion(database)) > 0 || (await isEmptyOnServer(database))) return;
  throw new StationError('database-without-tables', { name: database.name });
}

async function isEmptyOnServer({ dialect, rows }: Database): Promise<boolean> {
  if (dialect.name !== 'postgresql') return false;
  const statement =
    "SELECT 1 AS found FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') LIMIT 1";
  return (await rows(statement)).length === 0;
}

async function bringUp(database: Database, version: number): Promise<void> {
  const { dialect, name } = database;
  const expected = migrations.length;
  if (version > expected) throw new StationError('database-newer', { name, found: version, expected });
  if (version === 0) {
    await checkEmpty(database);
    await database.execute(`CREATE TABLE ${VERSION_TABLE} (version ${dialect.integer} NOT NULL)`);
    await database.execute(`INSERT INTO ${VERSION_TABLE} VALUES (0)`);
  }
  for (const migration of migrations.slice(version)) await database.execute(migration(dialect));
  await database.execute(`UPDATE ${VERSION_TABLE} SET version = ${expected}`);
}

async function readVersion(database: Database): Promise<number> {
  if (!(await hasTable(database, VERSION_TABLE))) return 0;
  const [row] = await database.rows(`SELECT version FROM ${VERSION_TABLE}`);
  return Number(row?.['version'] ?? 0);
}

/** Threat: a URL that names the wrong database, among whose tables are some that are called like ours. */
async function checkEmpty(database: Database): Promise<void> {
  for (const table of [...Object.keys(tableColumns), ...viewNames]) {
    if (await hasTable(database, table))
      throw new StationError('database-foreign', { name: database.name, found: table });
  }
}

async function hasTable({ dialect, rows }: Database, table: string): Promise<boolean> {
  const statement =
    dialect.name === 'sqlite'
      ? "SELECT 1 AS found FROM sqlite_schema WHERE type IN ('table', 'view') AND name = $1"
      : 'SELECT 1 AS found WHERE to_regclass(quote_ident($1)) IS NOT NULL';
  return (await rows(statement, [table])).length > 0;
}

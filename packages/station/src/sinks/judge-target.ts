import { quoteUntrusted } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import { type Database, tableColumns } from './database.ts';
import { migrations, viewNames } from './schema.ts';

/** The table that says which version of the schema a database has; a database of somebody else has none. */
const VERSION_TABLE = 'scelle_schema';

const tableNames: readonly string[] = [VERSION_TABLE, ...Object.keys(tableColumns)];

/** How a target is judged. */
interface Judgement {
  /** Whether our tables have to be there. */
  readonly mustExist: boolean;
}

/**
 * The version of our tables in a database, 0 where it is empty; it is only read. Threat: a URL that names the database of
 * another program, which has tables of its own, or views, triggers or virtual tables that are called like ours and never
 * end, or do something else with what is written.
 * Throws `database-foreign`, `database-altered`, and `database-without-tables` where they have to be there: an empty
 * database of PostgreSQL does as well, since an administrator made it, whereas a wrong name never makes one.
 */
export async function judgeTarget(database: Database, { mustExist }: Judgement): Promise<number> {
  const kinds = await listOurNames(database);
  if (!kinds.has(VERSION_TABLE)) {
    if (mustExist && !(await isEmptyOnServer(database))) {
      throw new StationError('database-without-tables', { name: database.name });
    }
    await refuseOthers(database);
    return 0;
  }
  for (const [name, kind] of kinds) {
    if (kind !== (tableNames.includes(name) ? 'table' : 'view')) throw foreign(database, name);
  }
  await refuseRules(database);
  return readVersion(database);
}

/** What bears a name of ours, by name: `table` for an ordinary one, `view`, or what else it is. */
async function listOurNames({ dialect, rows }: Database): Promise<ReadonlyMap<string, string>> {
  const names = dialect.texts('$1');
  const statement =
    dialect.name === 'sqlite'
      ? // A virtual table has no page of its own.
        `SELECT lower(name) AS name, iif(type = 'table' AND rootpage = 0, 'virtual', type) AS kind
         FROM sqlite_schema WHERE lower(name) IN ${names}`
      : `SELECT relname::text AS name,
           CASE relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' ELSE relkind::text END AS kind
         FROM pg_class WHERE oid IN (SELECT to_regclass(quote_ident(value)) FROM ${names} AS given (value))`;
  const found = await rows(statement, [JSON.stringify([...tableNames, ...viewNames])]);
  return new Map(found.map(({ name, kind }) => [String(name), String(kind)]));
}

/** Refuses a database that is not empty: of PostgreSQL the schema in which our tables would be made. */
async function refuseOthers(database: Database): Promise<void> {
  const statement =
    database.dialect.name === 'sqlite'
      ? 'SELECT name FROM sqlite_schema LIMIT 1'
      : `SELECT relname::text AS name FROM pg_class
         WHERE relnamespace = quote_ident(current_schema())::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
           AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e') LIMIT 1`;
  const [other] = await database.rows(statement);
  if (other !== undefined) throw foreign(database, String(other['name']));
}

/** Refuses triggers, rules and policies on our tables, by which something else happens than what we ask for. */
async function refuseRules({ dialect, rows, name }: Database): Promise<void> {
  const names = dialect.texts('$1');
  const oids = `(SELECT to_regclass(quote_ident(value)) FROM ${names} AS given (value))`;
  const statement =
    dialect.name === 'sqlite'
      ? `SELECT name FROM sqlite_schema WHERE type = 'trigger' AND lower(tbl_name) IN ${names} LIMIT 1`
      : `SELECT tgname::text AS name FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN ${oids}
         UNION ALL SELECT rulename::text FROM pg_rewrite WHERE rulename <> '_RETURN' AND ev_class IN ${oids}
         UNION ALL SELECT polname::text FROM pg_policy WHERE polrelid IN ${oids} LIMIT 1`;
  const [rule] = await rows(statement, [JSON.stringify([...tableNames, ...viewNames])]);
  if (rule !== undefined)
    throw new StationError('database-altered', { name, found: quoteUntrusted(String(rule['name'])) });
}

async function readVersion(database: Database): Promise<number> {
  const found = await database.rows(`SELECT version FROM ${VERSION_TABLE} LIMIT 2`);
  const version = Number(found[0]?.['version'] ?? 0);
  if (found.length !== 1 || !Number.isSafeInteger(version) || version < 1) throw foreign(database, VERSION_TABLE);
  return version;
}

async function isEmptyOnServer({ dialect, rows }: Database): Promise<boolean> {
  if (dialect.name !== 'postgresql') return false;
  const statement =
    "SELECT 1 AS found FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') LIMIT 1";
  return (await rows(statement)).length === 0;
}

function foreign({ name }: Database, found: string): StationError {
  return new StationError('database-foreign', { name, found: quoteUntrusted(found) });
}

const anyVersion = { mustExist: false };

/**
 * Makes the tables in an empty database, or brings them to the newest version. Throws `database-newer` where later
 * software made them, and the codes of `judgeTarget`: what is somebody else's is left as it is.
 */
export async function migrate(database: Database): Promise<void> {
  if ((await database.bounded(() => judgeTarget(database, anyVersion))) === migrations.length) return;
  await database.begin();
  try {
    await bringUp(database, await judgeTarget(database, anyVersion));
    await database.commit();
  } catch (error) {
    await database.rollback();
    throw error;
  }
}

async function bringUp(database: Database, version: number): Promise<void> {
  const { dialect, name } = database;
  const expected = migrations.length;
  if (version > expected) throw new StationError('database-newer', { name, found: version, expected });
  if (version === 0) {
    await database.execute(`CREATE TABLE ${VERSION_TABLE} (version ${dialect.integer} NOT NULL)`);
    await database.execute(`INSERT INTO ${VERSION_TABLE} VALUES (0)`);
  }
  for (const migration of migrations.slice(version)) await database.execute(migration(dialect));
  await database.execute(`UPDATE ${VERSION_TABLE} SET version = ${expected}`);
}

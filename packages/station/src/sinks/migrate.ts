import { StationError } from '../errors/station-error.ts';
import type { Database } from './database.ts';
import { judgeTarget, VERSION_TABLE } from './judge-target.ts';
import { migrations } from './schema.ts';

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

import { join } from 'node:path';
import { hasPostgres, type PostgresServer, startPostgres, temporaryFolder } from '@scelle/testkit';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';
import { openTarget } from '../../src/import/open-target.ts';
import type { Database } from '../../src/sinks/database.ts';
import type { DatabaseSink } from '../../src/sinks/database-sink.ts';

/** A kind of database that tests run on. */
export interface TargetKind {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** The URL of a new, empty database. */
  createUrl(): Promise<string>;
}

/** A `describe` for each kind of database; without PostgreSQL its tests are skipped, and fail under CI. */
export function describeOnTargets(title: string, tests: (kind: TargetKind) => void): void {
  describe(`${title}, on SQLite`, () => {
    tests({ name: 'SQLite', createUrl: async () => `sqlite:${join(await temporaryFolder(), 'evidence.db')}` });
  });
  describe.skipIf(!hasPostgres())(`${title}, on PostgreSQL`, () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server[Symbol.asyncDispose]());
    tests({ name: 'PostgreSQL', createUrl: () => server.createDatabase() });
  });
}

/** Opens a target that is closed when the test ends. */
export async function openTestTarget(url: string, segmentsFolder: string | null = null): Promise<DatabaseSink> {
  const sink = await openTarget({ url, base: '/', segmentsFolder, patience: 200 });
  onTestFinished(() => sink[Symbol.asyncDispose]());
  return sink;
}

/** What a query gives, with bytes as hex. */
export async function query(database: Database, statement: string): Promise<readonly object[]> {
  const rows = await database.rows(statement);
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
      ]),
    ),
  );
}

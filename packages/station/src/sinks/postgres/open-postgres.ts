import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import { StationError } from '../../errors/station-error.ts';
import type { Database, Row, Value } from '../database.ts';
import { postgresql } from '../dialect.ts';
import { CopyBuffer } from './copy-buffer.ts';
import { toPostgresError } from './postgres-errors.ts';
import { rowTypes } from './row-types.ts';

const CONNECT_TIMEOUT = 10_000;

/** How often an import that waits for another one looks, in milliseconds. */
const INTERVAL = 100;

/** Whoever imports or erases holds this advisory lock. Its number is "scelle" in ASCII. */
const LOCK = 0x7363656c6c65;

/** How many rows are fetched at once. */
const PAGE = 1_000;

/**
 * Connects to a PostgreSQL database; what its URL leaves out is taken from the environment and from ~/.pgpass, as psql
 * does. An import waits for another one `patience` milliseconds at most. Throws `database-unreachable`, `database-unsuitable`.
 */
export async function openPostgres(url: string, name: string, patience: number): Promise<Database> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: url,
    application_name: 'scelle',
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    types: rowTypes,
  });
  // Without a listener a lost connection would end the process; the statement under way fails by itself.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await checkServer(client, name);
    return createDatabase(client, name, patience);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw toPostgresError(error, name);
  }
}

const OLDEST_VERSION = 150_000;

async function checkServer(client: Client, name: string): Promise<void> {
  await client.query("SET client_encoding = 'UTF8'; SET timezone = 'UTC'; SET synchronous_commit = on");
  const { rows } = await client.query(
    "SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding",
  );
  const { version, encoding } = rows[0] as { version: number; encoding: string };
  if (version < OLDEST_VERSION) throw new StationError('database-unsuitable', { name, found: `version ${version}` });
  if (encoding !== 'UTF8') throw new StationError('database-unsuitable', { name, found: `encoding ${encoding}` });
}

function createDatabase(client: Client, name: string, patience: number): Database {
  let isOpen = false;
  const waiting = new CopyBuffer(client);

  async function attempt<Result>(perform: () => Promise<Result>): Promise<Result> {
    try {
      return await perform();
    } catch (error) {
      throw toPostgresError(error, name);
    }
  }

  async function rows(statement: string, values: readonly Value[] = []): Promise<Row[]> {
    return attempt(async () => {
      await waiting.flush();
      return (await client.query(statement, values.map(toParameter))).rows as Row[];
    });
  }

  async function* stream(statement: string, values: readonly Value[] = []): AsyncGenerator<Row, void> {
    const isOwn = !isOpen;
    if (isOwn) await rows('BEGIN READ ONLY');
    try {
      await rows(`DECLARE page NO SCROLL CURSOR FOR ${statement}`, values);
      for (
        let page = await rows(`FETCH ${PAGE} FROM page`);
        page.length > 0;
        page = await rows(`FETCH ${PAGE} FROM page`)
      ) {
        yield* page;
      }
    } finally {
      await rows(isOwn ? 'ROLLBACK' : 'CLOSE page').catch(() => undefined);
    }
  }

  async function begin(): Promise<void> {
    await rows('BEGIN');
    isOpen = true;
    const deadline = performance.now() + patience;
    for (;;) {
      const [row] = await rows(`SELECT pg_try_advisory_xact_lock(${LOCK}) AS locked`);
      if (row?.['locked'] as unknown) return;
      if (performance.now() >= deadline) throw new StationError('database-busy', { name });
      await setTimeout(INTERVAL);
    }
  }

  return {
    dialect: postgresql,
    name,
    settle: async () => undefined,
    rows,
    stream,
    execute: (statements) => attempt(async () => void (await client.query(statements))),
    insert: (table, values) => {
      // Outside of a transaction each COPY would be committed by itself.
      if (!isOpen) throw new TypeError('rows are inserted within a transaction');
      return attempt(() => waiting.add(table, values));
    },
    async begin() {
      try {
        await begin();
      } catch (error) {
        await this.rollback();
        throw error;
      }
    },
    async commit() {
      if (!isOpen) throw new TypeError('there is no transaction to commit');
      await rows('COMMIT');
      isOpen = false;
    },
    async rollback() {
      await waiting.discard();
      if (isOpen) await client.query('ROLLBACK').catch(() => undefined);
      isOpen = false;
    },
    reclaim: () => attempt(async () => void (await client.query('VACUUM'))),
    async [Symbol.asyncDispose]() {
      await client.end().catch(() => undefined);
    },
  };
}

function toParameter(value: Value): Value {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
}

import { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Client, CustomTypesConfig } from 'pg';
import type { from } from 'pg-copy-streams';
import { StationError } from '../../errors/station-error.ts';
import { type Database, postgresql, type Row, type Value } from '../database.ts';
import { CopyBuffer } from './copy-buffer.ts';
import { toConnectError, toOptionsError, toPostgresError } from './postgres-errors.ts';

const CONNECT_TIMEOUT = 10_000;

/** How long the server may take to say goodbye, and to answer a question before its database is known to be ours. */
const END_TIMEOUT = 5_000;
const QUESTION_TIMEOUT = 10_000;

/** How often an import that waits for another one looks, in milliseconds. */
const INTERVAL = 100;

/** Whoever imports or erases holds this advisory lock. Its number is "scelle" in ASCII. */
const LOCK = 0x7363656c6c65;

/** How many rows are fetched at once. */
const PAGE = 1_000;

/**
 * Connects to a PostgreSQL database; what its URL leaves out is taken from the environment and from ~/.pgpass, as psql
 * does. An import waits for another one `patience` milliseconds at most. Throws `database-options-invalid`,
 * `database-client-missing`, `database-unreachable`, `database-unsuitable`.
 */
export async function openPostgres(url: string, name: string, patience: number): Promise<Database> {
  const { Client: PostgresClient, copyFrom } = await loadClients();
  const socket = new Socket();
  try {
    const client = createClient(PostgresClient, { url, name, socket });
    await connect(client, name);
    await checkServer(client, name);
    return createDatabase({ client, copyFrom, socket, name, patience });
  } catch (error) {
    // `end` of a client that never connected stays unsettled.
    socket.destroy();
    throw toPostgresError(error, name);
  }
}

/** The clients of PostgreSQL: who imports into SQLite alone need not have them. */
async function loadClients() {
  try {
    const [{ default: pg }, { from: copyFrom }] = await Promise.all([import('pg'), import('pg-copy-streams')]);
    return { Client: pg.Client, copyFrom };
  } catch (error) {
    throw toLoadError(error);
  }
}

/** What tells that a package is not installed. */
const missing: readonly string[] = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'];

function toLoadError(error: unknown): unknown {
  const isMissing = error instanceof Error && 'code' in error && missing.includes(String(error.code));
  return isMissing ? new StationError('database-client-missing', {}, { cause: error }) : error;
}

/** Reads the URL, the environment, and the files of certificates that they name. */
function createClient(
  PostgresClient: typeof Client,
  { url, name, socket }: { readonly url: string; readonly name: string; readonly socket: Socket },
): Client {
  try {
    const client = new PostgresClient({
      connectionString: url,
      application_name: 'scelle',
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      types: rowTypes,
      stream: () => socket,
    });
    // Without a listener a lost connection would end the process; the statement under way fails by itself.
    client.on('error', () => undefined);
    return client;
  } catch (error) {
    throw toOptionsError(error, name);
  }
}

async function connect(client: Client, name: string): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    throw toConnectError(error, name);
  }
}

/** Ends a connection; a server that does not answer any more is not waited for. */
async function endConnection(client: Client, socket: Socket): Promise<void> {
  const ended = client.end().catch(() => undefined);
  await Promise.race([ended, setTimeout(END_TIMEOUT, undefined, { ref: false })]);
  socket.destroy();
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

/** An open connection. */
interface Connection {
  readonly client: Client;
  readonly socket: Socket;
  readonly name: string;
  readonly patience: number;
  readonly copyFrom: typeof from;
}

function createDatabase({ client, copyFrom, socket, name, patience }: Connection): Database {
  let isOpen = false;
  const waiting = new CopyBuffer(client, copyFrom);

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
    persistSettings: async () => undefined,
    async bounded(read) {
      await rows('BEGIN READ ONLY');
      try {
        await rows(`SET LOCAL statement_timeout = ${QUESTION_TIMEOUT}`);
        return await read();
      } finally {
        await rows('ROLLBACK').catch(() => undefined);
      }
    },
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
    [Symbol.asyncDispose]: () => endConnection(client, socket),
  };
}

function toParameter(value: Value): Value {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
}

/** Numbers of the types of PostgreSQL. Source: `pg_type.dat` of PostgreSQL. */
const types = { boolean: 16, bytes: 17, bigint: 20, integer: 23, numeric: 1700, instant: 1184 } as const;

/** Every column is below 2^53; instants are given as they are written into SQLite, and what is left stays text. */
const readers = new Map<number, (text: string) => unknown>([
  [types.boolean, (text) => text === 't'],
  [types.bytes, (text) => Buffer.from(text.slice(2), 'hex')],
  [types.bigint, Number],
  [types.integer, Number],
  [types.numeric, Number],
  [types.instant, toInstantText],
]);

/** How columns become values: the same as SQLite gives. */
const rowTypes: CustomTypesConfig = {
  getTypeParser: (type: number) => (readers.get(type) ?? String) as never,
};

/** `2026-11-02 11:00:00.5+00`, in the zone UTC that the connection asks for, as `2026-11-02T11:00:00.500Z`. */
function toInstantText(text: string): string {
  const [, day, time, fraction = ''] = /^(\S+) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text) ?? [];
  return `${day}T${time}.${fraction.padEnd(3, '0')}Z`;
}

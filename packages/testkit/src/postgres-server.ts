import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, readdirSync } from 'node:fs';
import { chown, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';

/** A PostgreSQL server of its own, with nothing in it, reached by a socket in its folder. */
export interface PostgresServer extends AsyncDisposable {
  /** What lets clients find it. */
  readonly environment: Readonly<Record<'PGHOST' | 'PGUSER', string>>;
  /** Makes an empty database, and gives its URL. */
  createDatabase(): Promise<string>;
  /** Runs statements in the database with that URL as `psql` does, and gives what it prints, unaligned. */
  psql(url: string, statements: string): Promise<string>;
  /** Ends the server at once, in the middle of whatever it does: it must recover from its log afterwards. */
  kill(): Promise<void>;
  /** Starts it again after that. */
  restart(): Promise<void>;
}

/** Debian keeps the servers of all versions beside one another, off the PATH. */
const DEBIAN_VERSIONS = '/usr/lib/postgresql';

/** PostgreSQL refuses to run as root; this account can do nothing else. */
const NOBODY = 65_534;

/**
 * Whether PostgreSQL is installed. Where the environment sets `CI` it throws if it is missing, and names the Debian
 * package.
 */
export function hasPostgres(): boolean {
  const isThere = findProgram('initdb') !== null && findProgram('postgres') !== null && findProgram('psql') !== null;
  if (!isThere && process.env['CI']) {
    throw new Error('PostgreSQL is missing and CI is set: run apt-get install -y postgresql.');
  }
  return isThere;
}

/** The account that owns everything in it. */
const USER = 'scelle';

/** Starts a server in a new folder; it ends, and the folder goes, when it is disposed of. `settings` as in its file. */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'scelle-pg-'));
  const account = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (account.uid !== undefined) await chown(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const options = { cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' }, ...account };
  await run('initdb', ['-D', data, '-U', USER, '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'trust', '-N'], options);
  const all = { listen_addresses: '', unix_socket_directories: folder, fsync: 'off', autovacuum: 'off', ...settings };
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const launch = async () => {
    const child = spawn(findProgram('postgres')!, ['-D', data, ...args], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await waitUntilReady(child);
    return child;
  };
  let server = await launch();
  const urlOf = (database: string) => `postgresql:///${database}?host=${folder}&user=${USER}`;
  let databases = 0;
  const psql = (url: string, statements: string) =>
    run('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', url, '-f', '-'], {
      ...options,
      input: statements,
    });

  async function end(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    // biome-ignore lint/plugin: it runs still, and a process that runs ends.
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  }

  return {
    environment: { PGHOST: folder, PGUSER: USER },
    async createDatabase() {
      databases += 1;
      await createEmpty(urlOf('postgres'), `test${databases}`);
      return urlOf(`test${databases}`);
    },
    psql,
    kill: () => end('SIGQUIT'),
    async restart() {
      server = await launch();
    },
    async [Symbol.asyncDispose]() {
      await end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Tests make a database each: by a client of this process, and from files, in a third of the time that psql takes. */
async function createEmpty(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT current_setting('server_version_num')::int >= 150000 AS knows");
    const strategy = rows[0].knows ? ' STRATEGY file_copy' : '';
    await client.query(`CREATE DATABASE ${name} TEMPLATE template0${strategy}`);
  } finally {
    await client.end();
  }
}

/** What the server writes once it takes connections. */
const READY = 'ready to accept connections';

async function waitUntilReady(server: ChildProcess): Promise<void> {
  let log = '';
  for await (const chunk of server.stderr!.iterator({ destroyOnReturn: false })) {
    log += chunk;
    if (log.includes(READY)) {
      server.stderr!.resume();
      return;
    }
  }
  throw new Error(`PostgreSQL did not start: ${log}`);
}

interface ProgramOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly uid?: number;
  readonly gid?: number;
  readonly input?: string;
}

async function run(name: string, args: readonly string[], { input = '', ...options }: ProgramOptions): Promise<string> {
  const child = spawn(findProgram(name)!, args, options);
  // biome-ignore lint/plugin: a child that was started ends, and another tells its error.
  const ended = once(child, 'close');
  child.stdin.end(input);
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
  return stdout;
}

/** The path of a program of PostgreSQL: on the PATH, or that of the newest version that Debian has installed. */
function findProgram(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...listDebianFolders()];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

function listDebianFolders(): string[] {
  try {
    const versions = readdirSync(DEBIAN_VERSIONS).sort((a, b) => Number(b) - Number(a));
    return versions.map((version) => join(DEBIAN_VERSIONS, version, 'bin'));
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

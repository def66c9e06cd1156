import { resolve } from 'node:path';
import { StationError } from '../errors/station-error.ts';
import type { Database } from '../sinks/database.ts';
import { createDatabaseSink, type DatabaseSink } from '../sinks/database-sink.ts';
import { judgeTarget } from '../sinks/judge-target.ts';
import { openPostgres } from '../sinks/postgres/open-postgres.ts';
import { openSegmentFolder } from '../sinks/segment-folder.ts';
import { openSqlite, openToLook, requirePrivate, type SqliteOptions } from '../sinks/sqlite/open-sqlite.ts';

/** Where a target is. */
export interface TargetLocation {
  /** `sqlite:FILE`, or `postgresql://USER@HOST/DATABASE`. */
  readonly url: string;
  /** The folder that the names of files are relative to. */
  readonly base: string;
  /** Where segments become files; null where they become rows. */
  readonly segmentsFolder: string | null;
  /** Whether our tables have to be there: what only reads makes none. Default: false. */
  readonly mustExist?: boolean;
  /** How long to wait for somebody else who imports, in milliseconds. Default: five seconds. */
  readonly patience?: number;
}

const PATIENCE = 5_000;

/**
 * Opens the target of imports, with its tables made. Nothing is written or set in it before it is known to
 * be ours, or empty. Throws `database-open-to-others`, `database-url-invalid`, `database-options-invalid`, `database-unreachable`, and the codes of
 * `judgeTarget` and `migrate`.
 */
export async function openTarget(location: TargetLocation): Promise<DatabaseSink> {
  const { base, segmentsFolder, mustExist = false } = location;
  const database = await openDatabase(location);
  try {
    if (mustExist) await database.bounded(() => judgeTarget(database, { mustExist }));
    const folder = segmentsFolder === null ? null : openSegmentFolder(resolve(base, segmentsFolder));
    return await createDatabaseSink(database, folder);
  } catch (error) {
    await database[Symbol.asyncDispose]();
    throw error;
  }
}

async function openDatabase({ url, base, mustExist = false, patience = PATIENCE }: TargetLocation): Promise<Database> {
  const [, file] = /^sqlite:(?:\/\/)?(.+)$/.exec(url) ?? [];
  if (file !== undefined) return openSqliteTarget(resolve(base, file), { patience, mustExist });
  return openPostgres(url, withoutPassword(url), patience);
}

/** Looks into a file before it is opened: to open another program's for writing may already change it. */
async function openSqliteTarget(file: string, options: SqliteOptions): Promise<Database> {
  const looked = await openToLook(file, options);
  try {
    if (looked !== null) await judgeTarget(looked, options);
  } finally {
    await looked?.[Symbol.asyncDispose]();
  }
  // What is only read was imported before: it is not this command that lets others see it.
  if (!options.mustExist) await requirePrivate(file);
  return openSqlite(file, options);
}

function withoutPassword(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || !/^postgres(?:ql)?:$/.test(parsed.protocol)) throw new StationError('database-url-invalid');
  const { username, host, pathname, searchParams } = parsed;
  const server = host === '' ? (searchParams.get('host') ?? '') : host;
  return `postgresql://${username}${username === '' ? '' : '@'}${server}${pathname}`;
}

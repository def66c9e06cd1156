import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createPartialPath } from '@scelle/core/internal';
import { CliError, type CliErrorCode } from '../errors/cli-error.ts';
import { toSystemCode } from './terminal.ts';

/** A new folder that gets its name only when all its files are there. Made for `await using`. */
export interface StagedFolder extends AsyncDisposable {
  /** Adds a file, mode 0600; its name may lie in a subfolder, and comes from us alone. */
  add(name: string, bytes: Uint8Array): Promise<void>;
  /** Adds many files, several at a time. */
  addAll(files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** Opens a file to which lines are appended until the folder is published. */
  create(name: string): Promise<StagedFile>;
  /** Gives the folder its name, durably. */
  publish(): Promise<void>;
}

/** A file in a staged folder that is still written to. */
export interface StagedFile {
  append(bytes: Uint8Array): Promise<void>;
  /** Waits until all of it is on the disc, and closes it. */
  finish(): Promise<void>;
}

/** How a folder is written. */
export interface StagedFolderOptions {
  /** Whether the folder may exist already, empty. Default: false. */
  readonly allowEmpty?: boolean;
  /** Whether every file is on the disc before the folder gets its name. Default: true. */
  readonly durable?: boolean;
}

/** Files that are written at the same time, so that the disc is told to sync several at once. */
const FILES_AT_A_TIME = 16;

const errorCodes: Readonly<Record<string, CliErrorCode>> = {
  EEXIST: 'folder-exists',
  ENOTEMPTY: 'folder-exists',
  ENOENT: 'folder-missing',
  ENOSPC: 'folder-full',
  EDQUOT: 'folder-full',
};

/**
 * Starts the folder `path` under a partial name beside it, mode 0700.
 * Throws `folder-exists`, `folder-missing`, `folder-full`, `folder-unwritable`.
 */
export async function createStagedFolder(path: string, options: StagedFolderOptions = {}): Promise<StagedFolder> {
  const { allowEmpty = false, durable = true } = options;
  const target = resolve(path);
  await checkTarget(target, path, allowEmpty);
  const staging = createPartialPath(target);
  const attempt = <T>(action: () => Promise<T>): Promise<T> => asFolderError(path, action);
  const folders = new Set([staging]);
  await attempt(() => mkdir(staging, { mode: 0o700 }));
  const unfinished = new Set<() => Promise<void>>();
  let published = false;

  async function create(name: string): Promise<StagedFile> {
    const file = join(staging, name);
    const folder = dirname(file);
    if (!folders.has(folder)) await attempt(() => mkdir(folder, { mode: 0o700, recursive: true }));
    folders.add(folder);
    const handle = await attempt(() => open(file, 'wx', 0o600));
    const close = (): Promise<void> => handle.close();
    unfinished.add(close);
    return {
      append: (bytes) => attempt(() => handle.appendFile(bytes)),
      async finish() {
        unfinished.delete(close);
        if (durable) await attempt(() => handle.sync()).finally(close);
        else await close();
      },
    };
  }

  async function add(name: string, bytes: Uint8Array): Promise<void> {
    const file = await create(name);
    await file.append(bytes);
    await file.finish();
  }

  async function addAll(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    // One iterator for all: each worker takes the next file that none of them has.
    const entries = files.entries();
    const work = async (): Promise<void> => {
      for (const [name, bytes] of entries) await add(name, bytes);
    };
    // All of them have stopped before a failure is told: none may write plaintext behind the clean-up.
    const ends = await Promise.allSettled(Array.from({ length: FILES_AT_A_TIME }, work));
    const failure = ends.find((end) => end.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
  }

  async function publish(): Promise<void> {
    if (durable) for (const folder of folders) await attempt(() => syncFolder(folder));
    await attempt(() => rename(staging, target));
    published = true;
    await attempt(() => syncFolder(dirname(target)));
  }

  async function discard(): Promise<void> {
    for (const close of unfinished) await close();
    if (!published) await rm(staging, { recursive: true, force: true });
  }

  return { add, addAll, create, publish, [Symbol.asyncDispose]: discard };
}

async function checkTarget(target: string, path: string, allowEmpty: boolean): Promise<void> {
  const existing = await lstat(target).catch(() => null);
  if (existing === null) return;
  const isEmptyFolder = existing.isDirectory() && (await asFolderError(path, () => readdir(target))).length === 0;
  if (!allowEmpty || !isEmptyFolder) throw new CliError('folder-exists', { file: path });
}

async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path, 'r');
  await folder.sync();
}

async function asFolderError<T>(file: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw toFolderError(error, file);
  }
}

function toFolderError(error: unknown, file: string): unknown {
  const found = toSystemCode(error);
  if (found === null) return error;
  return new CliError(errorCodes[found] ?? 'folder-unwritable', { file, found }, { cause: error });
}

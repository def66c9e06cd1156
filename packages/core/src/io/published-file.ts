import { constants } from 'node:fs';
import { chmod, copyFile, type FileHandle, link, lstat, open, rename, rm, stat, unlink } from 'node:fs/promises';
import { CoreError } from '../errors/core-error.ts';
import { createPartialPath, lockFile } from './file-marks.ts';
import {
  createStepRunner,
  type FileStepRunner,
  type FileWriteOptions,
  syncFolderOf,
  toSourceError,
  toSystemCode,
} from './file-steps.ts';
import { writeFully } from './handles.ts';
import type { Sink } from './source.ts';

/** A new file that gets its name only when it is whole. Made for `await using`, which aborts what is unpublished. */
export interface PublishedFile extends Sink, AsyncDisposable {
  /**
   * Gives the file its name, durably. Throws `target-exists` if the name was taken meanwhile,
   * `target-links-unsupported`, `target-full`, `target-unwritable`; after a failure, `abort`.
   */
  publish(): Promise<void>;
  /** Removes what was written so far; does nothing after `publish`. */
  abort(): Promise<void>;
}

/**
 * Starts the file `path` under a partial name in the same folder, mode 0600 (docs/format.md § Order of writing).
 * Throws `target-exists`, `target-folder-missing`, `target-full`, `target-unwritable`.
 */
export async function createPublishedFile(path: string, options: FileWriteOptions = {}): Promise<PublishedFile> {
  const run = createStepRunner(path, options);
  await checkNameIsFree(path);
  const partialPath = createPartialPath(path);
  const partial = writePartialFile(await run('open', () => open(partialPath, 'wx', 0o600)), run);
  let isEnded = false;

  async function publish(): Promise<void> {
    await partial.finish();
    // `link` fails on an existing name, where `rename` would replace it.
    await run('link', () => link(partialPath, path));
    isEnded = true;
    // The file has its name already: a leftover second name is for the next start, and is no failure.
    await run('unlink', () => unlink(partialPath)).catch(() => undefined);
    await run('fsync-folder', () => syncFolderOf(path));
  }

  async function abort(): Promise<void> {
    if (isEnded) return;
    isEnded = true;
    await removePartial(partial, partialPath, run);
  }

  return { write: partial.write, publish, abort, [Symbol.asyncDispose]: abort };
}

async function checkNameIsFree(path: string): Promise<void> {
  const existing = await lstat(path).catch(() => null);
  if (existing !== null) throw new CoreError('target-exists', { file: path });
}

async function removePartial(partial: PartialFile, partialPath: string, run: FileStepRunner): Promise<void> {
  await partial.close();
  await run('unlink', () => unlink(partialPath));
}

/**
 * Changes the file `path` at once or not at all: `patch` writes to a copy of it (a reflink where the file system can),
 * which then takes its place. A lock keeps two processes from doing so at the same time; `patch` runs under it and so
 * may read the file. The new content is never shorter than the old (docs/format.md § Order of writing).
 * Throws `source-missing`, `target-locked`, `target-folder-missing`, `target-full`, `target-unwritable`, and what `patch` throws.
 */
export async function replaceFile(
  path: string,
  patch: (copy: Sink) => Promise<void>,
  options: FileWriteOptions = {},
): Promise<void> {
  const run = createStepRunner(path, options);
  const unlock = await run('lock', () => lockFile(path));
  const copyPath = createPartialPath(path);
  try {
    await run('copy', () => copyWhole(path, copyPath));
    await patchCopy(copyPath, patch, run);
    await run('rename', () => rename(copyPath, path));
    await run('fsync-folder', () => syncFolderOf(path));
  } finally {
    await rm(copyPath, { force: true }).finally(unlock);
  }
}

async function copyWhole(path: string, copyPath: string): Promise<void> {
  try {
    await copyFile(path, copyPath, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    // A batch may be read-only, as those are that a station keeps.
    await chmod(copyPath, (await stat(copyPath)).mode | 0o600);
  } catch (error) {
    throw toSystemCode(error) === 'ENOENT' ? toSourceError(error, path) : error;
  }
}

async function patchCopy(copyPath: string, patch: (copy: Sink) => Promise<void>, run: FileStepRunner): Promise<void> {
  const copy = writePartialFile(await run('open', () => open(copyPath, constants.O_RDWR | constants.O_NOFOLLOW)), run);
  try {
    await patch({ write: copy.write });
    await copy.finish();
  } finally {
    await copy.close();
  }
}

const syncInterval = 16 << 20;

/** A file being written under its partial name. */
interface PartialFile extends Sink {
  /** Waits until everything is on the disc, and closes the file. */
  finish(): Promise<void>;
  /** Closes the file as it is; does no harm after `finish`. */
  close(): Promise<void>;
}

/**
 * Writes to an open file at the positions given. Every 16 MiB go to the disc while the next ones are being made, so
 * that the `fsync` at the end has little left to do.
 */
function writePartialFile(handle: FileHandle, run: FileStepRunner): PartialFile {
  let unsynced = 0;
  let syncing: Promise<void> = Promise.resolve();

  async function startSync(): Promise<void> {
    await syncing;
    unsynced = 0;
    syncing = run('fsync', () => handle.datasync());
    // It counts when it is awaited, by the next sync or by `finish`.
    syncing.catch(() => undefined);
  }

  async function write(position: number, bytes: Uint8Array): Promise<void> {
    await run('write', () => writeFully(handle, position, bytes));
    unsynced += bytes.length;
    if (unsynced >= syncInterval) await startSync();
  }

  async function finish(): Promise<void> {
    await syncing;
    await run('fsync', () => handle.sync());
    await handle.close();
  }

  return { write, finish, close: () => handle.close() };
}

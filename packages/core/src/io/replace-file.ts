import { constants } from 'node:fs';
import { chmod, copyFile, open, rename, rm, stat } from 'node:fs/promises';
import { toSourceError, toSystemCode } from './file-errors.ts';
import { lockFile } from './file-lock.ts';
import { createStepRunner, type FileStepRunner, type FileWriteOptions, syncFolderOf } from './file-steps.ts';
import { writePartialFile } from './partial-file.ts';
import { createPartialPath } from './partial-path.ts';
import type { Sink } from './sink.ts';

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
  const copy = writePartialFile(await run('open', () => open(copyPath, 'r+')), run);
  try {
    await patch({ write: copy.write });
    await copy.finish();
  } finally {
    await copy.close();
  }
}

import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CoreError } from '../errors/core-error.ts';
import { toSystemCode, toTargetError } from './file-errors.ts';

/**
 * Makes a folder with those above it, unless it is there. Throws `target-exists`, `target-folder-missing`, `target-full`,
 * `target-unwritable`.
 *
 * `mkdir` with `recursive` does not do: where a folder cannot be made although the one above is there (under /proc), Node
 * tries again for ever, in a thread that no signal ends.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  const error = await tryToMake(path, mode);
  if (toSystemCode(error) !== 'ENOENT' || dirname(path) === path) {
    if (error === null || (await isFolder(path))) return;
    throw toTargetError(error, path);
  }
  await makeFolder(dirname(path), mode);
  const second = await tryToMake(path, mode);
  if (second === null || (await isFolder(path))) return;
  // What is above is there now: this is no folder that somebody forgot to make.
  if (toSystemCode(second) === 'ENOENT')
    throw new CoreError('target-unwritable', { file: path, found: 'ENOENT' }, { cause: second });
  throw toTargetError(second, path);
}

async function tryToMake(path: string, mode: number): Promise<unknown> {
  try {
    await mkdir(path, { mode });
    return null;
  } catch (error) {
    return error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

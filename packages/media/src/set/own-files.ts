import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { makeFolder, toSystemCode, toTargetError } from '@scelle/core/internal';
import { MediaError } from '../errors/media-error.ts';

/**
 * Makes a folder for ourselves alone, mode 0700 whatever the umask, unless it is there and is ours. Threat: a folder
 * under a name that somebody knew beforehand, with links in it. Throws `target-foreign` and what `makeFolder` throws.
 */
export async function makeOwnFolder(path: string): Promise<void> {
  await makeFolder(path, 0o700);
  const found = await lstat(path);
  const isOurs = found.isDirectory() && isOwnedByUs(found) && (found.mode & 0o022) === 0;
  if (!isOurs) throw new MediaError('target-foreign', { file: path, found: describeOwner(found) });
}

/**
 * Opens a file in a folder of ours to be read and written at any place; makes it, mode 0600, where it is not there.
 * Threat: a link, or a second name of somebody's file. Throws `target-foreign` and core's other `target-…` codes.
 */
export async function openOwnFile(path: string, flags: number): Promise<FileHandle> {
  const handle = await open(path, flags | constants.O_NOFOLLOW, 0o600).catch((error: unknown) => {
    const isLink = toSystemCode(error) === 'ELOOP';
    throw isLink
      ? new MediaError('target-foreign', { file: path, found: 'link' }, { cause: error })
      : toTargetError(error, path);
  });
  const found = await handle.stat();
  const isWritten = (flags & constants.O_RDWR) !== 0;
  if (found.isFile() && isOwnedByUs(found) && !(isWritten && found.nlink > 1)) return handle;
  await handle.close();
  throw new MediaError('target-foreign', { file: path, found: describeOwner(found) });
}

function isOwnedByUs({ uid }: Stats): boolean {
  return process.getuid === undefined || uid === process.getuid();
}

function describeOwner(found: Stats): string {
  if (found.isSymbolicLink()) return 'link';
  return `uid ${found.uid}, mode ${(found.mode & 0o7777).toString(8)}${found.isFile() ? `, ${found.nlink} names` : ''}`;
}

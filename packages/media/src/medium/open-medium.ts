import { constants } from 'node:fs';
import { type FileHandle, open, readFile, realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { toSystemCode } from '@scelle/core';
import { MediaError } from '../errors/media-error.ts';
import { openFolder } from './folder-medium.ts';
import type { Medium } from './medium.ts';
import { readFully } from './read-fully.ts';

/**
 * Opens what lies at a path: a folder, an image, or a drive such as `/dev/sr0`.
 * Throws `medium-missing`, `medium-unreadable`, `medium-unsupported`.
 */
export async function openMedium(path: string): Promise<Medium> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return await openFolder(path);
    if (!found.isFile() && !found.isBlockDevice()) throw new MediaError('medium-unsupported', { file: path });
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return imageMedium(path, handle, found.isFile() ? found.size : await sizeOfDevice(path));
  } catch (error) {
    throw toMediumError(error, path);
  }
}

/** The error to throw where the system could not read a medium. */
export function toMediumError(error: unknown, file: string): unknown {
  const found = toSystemCode(error);
  if (found === null) return error;
  const code = found === 'ENOENT' ? 'medium-missing' : 'medium-unreadable';
  return new MediaError(code, { file, found }, { cause: error });
}

function imageMedium(name: string, handle: FileHandle, size: number): Medium {
  const read = (position: number, length: number): Promise<Uint8Array> => readFully(handle, position, length);
  return {
    name,
    kind: 'image',
    extents: [{ path: '', size, read }],
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

/** Linux tells the length of a device in units of 512 bytes, whatever its sectors. */
async function sizeOfDevice(path: string): Promise<number> {
  const name = basename(await realpath(path));
  const text = await readFile(`/sys/class/block/${name}/size`, 'utf8');
  return 512 * Number.parseInt(text, 10);
}

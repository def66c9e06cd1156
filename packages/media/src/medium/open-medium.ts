import { constants } from 'node:fs';
import { type FileHandle, open, readFile, realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { MediaError } from '../errors/media-error.ts';
import { openFolder } from './folder-medium.ts';
import type { Extent, Medium } from './medium.ts';
import { toMediumError } from './medium-error.ts';
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

function imageMedium(name: string, handle: FileHandle, size: number): Medium {
  const read: Extent['read'] = (position, length, target) => readFully(handle, position, length, target);
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

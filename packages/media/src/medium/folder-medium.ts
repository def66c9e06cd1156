import { constants } from 'node:fs';
import { type FileHandle, open, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { limits } from '../geometry/limits.ts';
import type { Extent, Medium } from './medium.ts';
import { readFully } from './read-fully.ts';

/** Folders are nested no deeper than this on our discs. */
const MAX_DEPTH = 8;

/**
 * Opens the files of a folder. Threats: a disc whose links lead outside the folder, or that has pipes which never
 * answer; a disc with endless files. Links and everything else that is no regular file are left out, and so is what
 * comes after so many files. Throws what the system reports of the folder itself.
 */
export async function openFolder(folder: string, most: number = limits.files): Promise<Medium> {
  const paths: string[] = [];
  for await (const path of listFiles(folder, '', 0)) if (paths.push(path) >= most) break;
  const extents: Extent[] = [];
  for (const path of paths.sort(byUsefulness)) {
    const extent = await openExtent(join(folder, path), path);
    if (extent !== null) extents.push(extent);
  }
  return { name: folder, kind: 'folder', extents, [Symbol.asyncDispose]: async () => undefined };
}

async function* listFiles(folder: string, below: string, depth: number): AsyncGenerator<string, void> {
  const subfolders: string[] = [];
  for await (const entry of await opendir(join(folder, below))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isFile()) yield path;
    else if (entry.isDirectory()) subfolders.push(path);
  }
  if (depth === MAX_DEPTH) return;
  for (const path of subfolders.sort()) yield* listFiles(folder, path, depth + 1);
}

/** The index first, then what the directory of a disc lists in its order. */
function byUsefulness(one: string, other: string): number {
  const [a, b] = [one, other].map((path) => (/(?:^|\/)index\/\d+\.bin$/.test(path) ? 0 : 1));
  return a! - b! || (one < other ? -1 : 1);
}

/** A file that is open only while it is read: there may be thousands. Null where it cannot be opened at all. */
async function openExtent(file: string, path: string): Promise<Extent | null> {
  try {
    await using handle = await openRegular(file);
    const found = await handle.stat();
    return found.isFile() ? { path, size: found.size, read: readerOf(file) } : null;
  } catch {
    // It is as good as missing: what it held shows as lost.
    return null;
  }
}

function readerOf(file: string): Extent['read'] {
  return async (position, length, target) => {
    await using handle = await openRegular(file);
    return await readFully(handle, position, length, target);
  };
}

function openRegular(file: string): Promise<FileHandle> {
  return open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
}

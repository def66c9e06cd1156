import { open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolderOf } from '@scelle/core';
import { attempt } from './disc-folder.ts';

/**
 * Gives a finished folder its name, once everything in it has reached the disc: what has the name is whole, also after a
 * power loss. Throws core's `target-…` codes.
 */
export async function publishFolder(staging: string, out: string): Promise<void> {
  await attempt(out, async () => {
    const entries = await readdir(staging, { recursive: true, withFileTypes: true });
    for (const { parentPath, name } of entries) await sync(join(parentPath, name));
    await sync(staging);
    await rename(staging, out);
    await syncFolderOf(out);
  });
}

async function sync(path: string): Promise<void> {
  await using handle = await open(path);
  await handle.sync();
}

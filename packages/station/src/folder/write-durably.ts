import { rename, writeFile } from 'node:fs/promises';
import { createPartialPath, syncFolderOf } from '@scelle/core';

/** Writes a new file, mode 0600, to the disc. Its name is durable once its folder is synced. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes, { mode: 0o600, flag: 'wx', flush: true });
}

/** Writes a file, mode 0600, in place of the one that may be there, at once and durably. */
export async function replaceDurably(path: string, bytes: Uint8Array): Promise<void> {
  const partial = createPartialPath(path);
  await writeDurably(partial, bytes);
  await rename(partial, path);
  await syncFolderOf(path);
}

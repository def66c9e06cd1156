import { rename, writeFile } from 'node:fs/promises';
import { createPartialPath, syncFolderOf, toTargetError } from '@scelle/core';

/**
 * Writes a new file, mode 0600, to the disc. Its name is durable once its folder is synced. Throws `target-exists`,
 * `target-full`, `target-unwritable`, `target-folder-missing`.
 */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    throw toTargetError(error, path);
  }
}

/** Writes a file, mode 0600, in place of the one that may be there, at once and durably. Throws as above. */
export async function replaceDurably(path: string, bytes: Uint8Array): Promise<void> {
  const partial = createPartialPath(path);
  await writeDurably(partial, bytes);
  try {
    await rename(partial, path);
    await syncFolderOf(path);
  } catch (error) {
    throw toTargetError(error, path);
  }
}

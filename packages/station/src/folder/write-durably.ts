import { writeFile } from 'node:fs/promises';

/** Writes a new file, mode 0600, to the disc. Its name is durable once its folder is synced. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes, { mode: 0o600, flag: 'wx', flush: true });
}

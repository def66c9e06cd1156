import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Finds every regular file below the folders that holds the bytes of `needle` (text counts as UTF-8) in its content or
 * in its path below the folder, and returns the paths in order. Links are not followed. Files are streamed, whatever
 * their size. Rejects if a folder does not exist: a search in the wrong place must not look like one without a find.
 */
export async function findBytes(folders: readonly string[], needle: Uint8Array | string): Promise<string[]> {
  const wanted = Buffer.from(needle);
  if (wanted.length === 0) throw new RangeError('findBytes: the needle is empty.');
  const found: string[] = [];
  for (const folder of folders) {
    for (const path of await listFiles(folder)) {
      const whole = join(folder, path);
      if (Buffer.from(path).includes(wanted) || (await holdsBytes(whole, wanted))) found.push(whole);
    }
  }
  return found.sort();
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length));
}

async function holdsBytes(path: string, wanted: Buffer): Promise<boolean> {
  let end: Uint8Array = new Uint8Array(0);
  for await (const chunk of createReadStream(path)) {
    // The end of the chunk before goes first, so that a hit across two chunks is not missed.
    const window = Buffer.concat([end, chunk]);
    if (window.includes(wanted)) return true;
    end = window.subarray(Math.max(0, window.length - wanted.length + 1));
  }
  return false;
}

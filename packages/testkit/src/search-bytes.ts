import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const CHUNK_BYTES = 65_536;

/** What to look for, by the names under which it is reported; text counts as UTF-8. */
export type Needles = Readonly<Record<string, Uint8Array | string>>;

/**
 * Finds every regular file below the folders that holds the bytes of a needle in its content or in its path below the
 * folder, and returns `<needle>: <path>` for each, in order. Links are not followed. Each file is streamed once,
 * whatever its size. Rejects if a folder does not exist: a search in the wrong place must not look like one without a
 * find.
 */
export async function findBytes(folders: readonly string[], needles: Needles): Promise<string[]> {
  const wanted = Object.entries(needles).map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes) }));
  if (wanted.some(({ bytes }) => bytes.length === 0)) throw new RangeError('findBytes: a needle is empty.');
  const found: string[] = [];
  for (const folder of folders) {
    for (const path of await listFiles(folder)) {
      const whole = join(folder, path);
      for (const name of await findInFile(whole, path, wanted)) found.push(`${name}: ${whole}`);
    }
  }
  return found.sort();
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length));
}

/** A needle with its name. */
interface Wanted {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The names of the needles in a file, or in the path by which it is known. */
async function findInFile(file: string, path: string, wanted: readonly Wanted[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const look = (window: Buffer): void => {
    for (const { name, bytes } of wanted) if (window.includes(bytes)) found.add(name);
  };
  look(Buffer.from(path));
  const overlap = wanted.reduce((most, { bytes }) => Math.max(most, bytes.length - 1), 0);
  let end: Uint8Array = new Uint8Array(0);
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    // The end of the chunk before goes first, so that a hit across two chunks is not missed.
    const window = Buffer.concat([end, chunk]);
    look(window);
    end = window.subarray(Math.max(0, window.length - overlap));
  }
  return found;
}

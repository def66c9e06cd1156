import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CoreError } from '@scelle/core';
import { toTargetError } from '@scelle/core/internal';
import type { WaitingBatch } from '../ports/documents.ts';
import type { GrowingFile } from '../sender/fetch-batch.ts';

/** How a file ends while it is fetched. */
const EXTENSION = '.pulled';

/** Where a batch grows while it is fetched. */
export function pathOfFetched(folder: string, { manifest }: WaitingBatch): string {
  return join(folder, `${manifest}${EXTENSION}`);
}

/** Makes the folder, and gives what an earlier run has left there that is not waited for. */
export async function prepareFolder(folder: string, waiting: readonly WaitingBatch[]): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const wanted = new Set(waiting.map((batch) => pathOfFetched(folder, batch)));
  const found = (await readdir(folder)).filter((name) => name.endsWith(EXTENSION)).map((name) => join(folder, name));
  return found.filter((path) => !wanted.has(path));
}

/** A file that is fetched over several attempts, also of several runs. */
export interface FetchedFile extends GrowingFile {
  readonly path: string;
  /** Throws `target-full` unless the file can grow to so many bytes, and as many as are reserved stay free. */
  requireSpace(bytes: number, reservedBytes: number): Promise<void>;
  /** Writes it to the disc for good. */
  finish(): Promise<void>;
  remove(): Promise<void>;
}

/** The file at the path, begun or not. Its functions throw `target-full`, `target-unwritable`. */
export function growingFile(path: string): FetchedFile {
  async function size(): Promise<number> {
    const known = await stat(path).catch(() => null);
    return known?.size ?? 0;
  }

  return {
    path,
    size,
    async requireSpace(bytes, reservedBytes) {
      const { bavail, bsize } = await statfs(dirname(path));
      const free = bavail * bsize - reservedBytes;
      const missing = bytes - (await size());
      if (missing > free) throw new CoreError('target-full', { file: path, found: `${free} B < ${missing} B` });
    },
    async append(bytes) {
      try {
        await using file = await open(path, 'a', 0o600);
        await file.appendFile(bytes);
      } catch (error) {
        throw toTargetError(error, path);
      }
    },
    async finish() {
      await using file = await open(path, 'r');
      await file.sync();
    },
    remove: () => rm(path, { force: true }),
  };
}

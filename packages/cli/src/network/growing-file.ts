import { open, rm, stat } from 'node:fs/promises';
import type { GrowingFile } from '@scelle/interconnect';

/** A file that is fetched over several attempts, also of several runs. */
export interface FetchedFile extends GrowingFile {
  readonly path: string;
  /** Writes it to the disc for good. */
  finish(): Promise<void>;
  remove(): Promise<void>;
}

/** The file at the path, begun or not. */
export function growingFile(path: string): FetchedFile {
  return {
    path,
    async size() {
      const known = await stat(path).catch(() => null);
      return known?.size ?? 0;
    },
    async append(bytes) {
      await using file = await open(path, 'a', 0o600);
      await file.appendFile(bytes);
    },
    async finish() {
      await using file = await open(path, 'r');
      await file.sync();
    },
    remove: () => rm(path, { force: true }),
  };
}

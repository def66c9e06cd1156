import { unlink } from 'node:fs/promises';
import type { PublishedFile } from '@scelle/core';

/** A file that is written and only waits for its name. */
export interface WaitingFile {
  readonly path: string;
  readonly file: PublishedFile;
}

/** Gives several new files their names in order: all of them, or none. Throws what `publish` throws. */
export async function publishTogether(files: readonly WaitingFile[]): Promise<void> {
  const published: string[] = [];
  try {
    for (const { path, file } of files) {
      await file.publish();
      published.push(path);
    }
  } catch (error) {
    for (const path of published) await unlink(path).catch(() => undefined);
    throw error;
  }
}

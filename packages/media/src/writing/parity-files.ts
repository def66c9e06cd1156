import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { mapInOrder } from '@scelle/core';
import type { CodingThreads } from '../coding/coding-threads.ts';
import { RUN_BYTES } from '../geometry/constants.ts';
import { readFully } from '../medium/read-fully.ts';
import { UsedMemory } from '../memory/used-memory.ts';
import { attempt } from './disc-folder.ts';
import type { DiscInWork } from './disc-in-work.ts';

/** Creates the files of a disc below `prefix`, in their lengths, to be written at any place. */
export async function createAreaFiles({ folder, layout }: DiscInWork, prefix: string): Promise<void> {
  for (const { path, bytes } of layout.files.filter((file) => file.path.startsWith(prefix))) {
    const handle = await folder.open(path);
    await attempt(path, () => handle.truncate(bytes)).finally(() => handle.close());
  }
}

/** Reads the files of a disc below `prefix` again, and notes their digests and those of their runs and blocks. */
export async function digestAreaFiles(
  { folder, layout, tables }: DiscInWork,
  prefix: string,
  threads: CodingThreads,
): Promise<void> {
  const { blockBytes } = layout;
  const memory = new UsedMemory(RUN_BYTES);
  for (const { path, bytes } of layout.files.filter((file) => file.path.startsWith(prefix))) {
    const whole = createHash('sha256');
    await using handle = await open(join(folder.path, path));
    const digest = async (at: number) => {
      const length = Math.min(RUN_BYTES, bytes - at);
      const run = await readFully(handle, at, length, memory.take(length));
      return threads.perform({ kind: 'digest', run, blockBytes });
    };
    for await (const digests of mapInOrder(steps(bytes, RUN_BYTES), threads.concurrency, digest)) {
      whole.update(digests.run);
      await tables.add(digests);
      memory.give(digests.run);
    }
    folder.note(path, { sha256: whole.digest('hex'), bytes });
  }
}

/** 0, step, 2·step … below the end. */
export async function* steps(end: number, step: number): AsyncGenerator<number, void> {
  for (let start = 0; start < end; start += step) yield start;
}

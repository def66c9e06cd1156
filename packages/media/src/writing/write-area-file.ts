import { mapInOrder } from '@scelle/core';
import type { CodingThreads } from '../coding/coding-threads.ts';
import { RUN_BYTES } from '../geometry/constants.ts';
import { UsedMemory } from '../memory/used-memory.ts';
import type { DiscFile } from './disc-folder.ts';
import type { DiscInWork } from './disc-in-work.ts';

/**
 * Writes a file of a disc's content from its beginning to its end, and notes the digests of its runs and blocks. The
 * runs are hashed in threads while the next ones are read.
 */
export async function writeAreaFile(
  { folder, tables, layout }: DiscInWork,
  path: string,
  pieces: AsyncIterable<Uint8Array>,
  threads: CodingThreads,
): Promise<DiscFile> {
  const { blockBytes } = layout;
  const file = await folder.create(path);
  const memory = new UsedMemory(RUN_BYTES);
  // One append after the other: only the hashing goes on side by side.
  let last: Promise<unknown> = Promise.resolve();
  const appendAndDigest = (run: Uint8Array) => {
    const appended = last.then(() => file.append(run));
    last = appended.catch(() => undefined);
    return appended.then(() => threads.perform({ kind: 'digest', run, blockBytes }));
  };
  for await (const digests of mapInOrder(toRuns(pieces, memory), threads.concurrency, appendAndDigest)) {
    await tables.add(digests);
    memory.give(digests.run);
  }
  return file.finish();
}

/** The bytes of a file in runs of 1 MiB, the last of which may be shorter. */
async function* toRuns(pieces: AsyncIterable<Uint8Array>, memory: UsedMemory): AsyncGenerator<Uint8Array, void> {
  let run = memory.take(RUN_BYTES);
  let filled = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const length = Math.min(RUN_BYTES - filled, piece.length - at);
      run.set(piece.subarray(at, at + length), filled);
      at += length;
      filled += length;
      if (filled < RUN_BYTES) continue;
      yield run;
      run = memory.take(RUN_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield run.slice(0, filled);
}

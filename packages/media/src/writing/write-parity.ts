import { mapInOrder } from '@scelle/core';
import type { CodingThreads } from '../coding/coding-threads.ts';
import { UsedMemory } from '../memory/used-memory.ts';
import { blocksInFolder } from '../set/disc-blocks.ts';
import type { DiscInWork } from './disc-in-work.ts';
import { createAreaFiles, digestAreaFiles, steps } from './parity-files.ts';

/** Most bytes of one piece of work, shards together. */
const MOST_BYTES = 4 << 20;

/** Writes the parity of a disc over its own content. Source: docs/media-format.md § Blocks and stripes. */
export async function writeParity(
  disc: DiscInWork,
  threads: CodingThreads,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const { stripes: layout, blockBytes } = disc.layout;
  const { data, parity, stripes, contentBlocks } = layout;
  if (parity === 0) return;
  const step = Math.max(1, Math.floor(MOST_BYTES / (data + parity) / blockBytes));
  await using blocks = blocksInFolder(disc.folder.path, disc.layout);
  const memory = new UsedMemory((data + parity) * step * blockBytes);
  await createAreaFiles(disc, 'parity/');

  const encode = async (start: number) => {
    const length = Math.min(step, stripes - start) * blockBytes;
    const shards = memory.take((data + parity) * length);
    for (let column = 0; column < data; column += 1) {
      const shard = shards.subarray(column * length, (column + 1) * length);
      await blocks.read(column * stripes + start, length / blockBytes, contentBlocks, shard);
    }
    return { start, length, shards: (await threads.perform({ kind: 'encode', shards, data, parity })).shards };
  };
  for await (const { start, length, shards } of mapInOrder(steps(stripes, step), threads.concurrency, encode)) {
    for (let row = 0; row < parity; row += 1) {
      const shard = shards.subarray((data + row) * length, (data + row + 1) * length);
      await blocks.write(contentBlocks + row * stripes + start, shard);
    }
    memory.give(shards);
    onBytes(data * length);
  }
  await digestAreaFiles(disc, 'parity/', threads);
}

import { mapInOrder } from '@scelle/core';
import type { CodingThreads } from '../coding/coding-threads.ts';
import { UsedMemory } from '../memory/used-memory.ts';
import { blocksInFolder } from '../set/disc-blocks.ts';
import type { DiscInWork } from './disc-in-work.ts';
import { createAreaFiles, digestAreaFiles, steps } from './parity-files.ts';

/** Most bytes of one piece of work, shards together. */
const MOST_BYTES = 4 << 20;

/**
 * Writes the content of the spare discs: block *i* of each is parity over the blocks *i* of all data discs.
 * Source: docs/media-format.md § Spare discs.
 */
export async function writeCross(
  data: readonly DiscInWork[],
  spare: readonly DiscInWork[],
  threads: CodingThreads,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const [first] = spare;
  if (first === undefined) return;
  const { blockBytes, stripes } = first.layout;
  const all = [...data, ...spare];
  const step = Math.max(1, Math.floor(MOST_BYTES / all.length / blockBytes));
  await using folders = new AsyncDisposableStack();
  const blocks = all.map(({ folder, layout }) => folders.use(blocksInFolder(folder.path, layout)));
  const memory = new UsedMemory(all.length * step * blockBytes);
  for (const disc of spare) await createAreaFiles(disc, 'cross/');

  const encode = async (start: number) => {
    const count = Math.min(step, stripes.contentBlocks - start);
    const length = count * blockBytes;
    const shards = memory.take(all.length * length);
    for (const [index, { layout }] of data.entries()) {
      const shard = shards.subarray(index * length, (index + 1) * length);
      await blocks[index]!.read(start, count, layout.stripes.contentBlocks, shard);
    }
    const encoded = await threads.perform({ kind: 'encode', shards, data: data.length, parity: spare.length });
    return { start, length, shards: encoded.shards };
  };
  for await (const { start, length, shards } of mapInOrder(
    steps(stripes.contentBlocks, step),
    threads.concurrency,
    encode,
  )) {
    for (let index = data.length; index < all.length; index += 1) {
      await blocks[index]!.write(start, shards.subarray(index * length, (index + 1) * length));
    }
    memory.give(shards);
    onBytes(data.length * length);
  }
  for (const disc of spare) await digestAreaFiles(disc, 'cross/', threads);
}

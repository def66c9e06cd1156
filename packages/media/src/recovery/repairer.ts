import { mapInOrder } from '@scelle/core/internal';
import { type CodingThreads, UsedMemory } from '../coding/coding-threads.ts';
import type { BlockRange } from '../format/block-set.ts';
import type { DiscBlocks } from '../medium/disc-folder.ts';
import { type DiscState, discsOf, type Repairer, type SetState } from './set-state.ts';

/** Most bytes of one piece of work, shards together: for each piece a matrix is inverted. */
const MOST_BYTES = 4 << 20;

/** Restores blocks in the place where the blocks of discs are kept, and tells which. */
export function createRepairer(
  blocksOf: (disc: DiscState) => DiscBlocks,
  threads: CodingThreads,
  onRestored: (disc: DiscState, blocks: BlockRange) => void,
): Repairer {
  async function repairStripes(disc: DiscState, range: BlockRange): Promise<void> {
    const { data, parity, stripes, contentBlocks, parityBlocks } = disc.layout.stripes;
    const shards = Array.from({ length: data + parity }, (_, shard) =>
      shard < data
        ? { disc, first: shard * stripes, end: contentBlocks }
        : { disc, first: contentBlocks + (shard - data) * stripes, end: contentBlocks + parityBlocks },
    );
    await repair({ shards, data, range, blockBytes: disc.layout.blockBytes });
  }

  async function repairAcross(state: SetState, range: BlockRange): Promise<void> {
    const shards = discsOf(state).map((disc) => ({ disc, first: 0, end: disc.layout.stripes.contentBlocks }));
    await repair({ shards, data: state.data.length, range, blockBytes: state.data[0]!.layout.blockBytes });
  }

  async function repair(job: Job): Promise<void> {
    const step = Math.max(1, Math.floor(MOST_BYTES / job.shards.length / job.blockBytes));
    const memory = new UsedMemory(step * job.shards.length * job.blockBytes);
    const restored = mapInOrder(partsOf(job.range, step), threads.concurrency, (part) => restore(job, part, memory));
    for await (const { part, shards } of restored) {
      await put(job, part, shards);
      memory.give(shards);
    }
  }

  async function restore(
    job: Job,
    part: BlockRange,
    memory: UsedMemory,
  ): Promise<{ part: BlockRange; shards: Uint8Array }> {
    const { blockBytes, data } = job;
    const length = part.count * blockBytes;
    const shards = memory.take(job.shards.length * length);
    const present = new Uint8Array(job.shards.length * part.count);
    for (const [index, { disc, first, end }] of job.shards.entries()) {
      const target = shards.subarray(index * length, (index + 1) * length);
      await blocksOf(disc).read(first + part.start, part.count, end, target);
      for (let at = 0; at < part.count; at += 1) {
        const block = first + part.start + at;
        // Blocks beyond the end are zeros, and known to be.
        if (block >= end || disc.good.has(block)) present[index * part.count + at] = 1;
      }
    }
    const task = { shards, data, parity: job.shards.length - data, stripes: part.count, blockBytes, present };
    return { part, shards: (await threads.perform({ kind: 'repair', ...task })).shards };
  }

  async function put({ shards: list, data, blockBytes }: Job, part: BlockRange, shards: Uint8Array): Promise<void> {
    const length = part.count * blockBytes;
    for (const [index, { disc, first, end }] of list.slice(0, data).entries()) {
      const from = Math.min(first + part.start, end);
      for (const missing of disc.good.missingRanges(from, Math.min(from + part.count, end))) {
        const at = index * length + (missing.start - from) * blockBytes;
        await blocksOf(disc).write(missing.start, shards.subarray(at, at + missing.count * blockBytes));
        onRestored(disc, missing);
      }
    }
  }

  return { repairStripes, repairAcross };
}

/** Shards of which consecutive blocks are to be restored. */
interface Job {
  readonly shards: readonly { readonly disc: DiscState; readonly first: number; readonly end: number }[];
  readonly data: number;
  readonly range: BlockRange;
  readonly blockBytes: number;
}

async function* partsOf({ start, count }: BlockRange, step: number): AsyncGenerator<BlockRange, void> {
  for (let at = start; at < start + count; at += step) yield { start: at, count: Math.min(step, start + count - at) };
}

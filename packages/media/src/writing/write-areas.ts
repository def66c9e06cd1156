import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Disposables, mapInOrder } from '@scelle/core/internal';
import { type CodingThreads, UsedMemory } from '../coding/coding-threads.ts';
import { MediaError } from '../errors/media-error.ts';
import type { Piece } from '../format/description.ts';
import type { LayoutFacts } from '../format/disc-layout.ts';
import { RUN_BYTES } from '../format/geometry.ts';
import { attempt, blocksInFolder, type DiscFile } from '../medium/disc-folder.ts';
import { readExactly } from '../medium/medium.ts';
import type { DiscInWork } from './disc-in-work.ts';
import type { ItemSource } from './examine-items.ts';
import { countBytes, type WriteMediaOptions } from './write-options.ts';

/** Writes content and parity of all discs: what is read again when a disc is damaged. */
export async function writeAreas(
  sources: readonly ItemSource[],
  plan: LayoutFacts,
  discs: readonly DiscInWork[],
  threads: CodingThreads,
  options: WriteMediaOptions,
): Promise<void> {
  const data = discs.filter(({ layout }) => layout.kind === 'data');
  const spare = discs.filter(({ layout }) => layout.kind === 'spare');
  const contentBytes = plan.items.reduce((sum, { bytes }) => sum + bytes, 0);
  const blockBytes = (list: readonly DiscInWork[]) =>
    list.reduce((sum, { layout }) => sum + layout.stripes.contentBlocks * plan.blockBytes, 0);
  await writeContent(sources, plan, data, threads, countBytes(options, 'content', contentBytes));
  await writeCross(data, spare, threads, countBytes(options, 'cross', blockBytes(data)));
  const onParity = countBytes(options, 'parity', blockBytes(discs));
  for (const disc of discs) await writeParity(disc, threads, onParity);
}

/**
 * Writes the pieces of all items to the data discs. What is written must be what was examined: throws `item-damaged`
 * where a file has changed meanwhile.
 */
async function writeContent(
  sources: readonly ItemSource[],
  plan: LayoutFacts,
  discs: readonly DiscInWork[],
  threads: CodingThreads,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const byItem = Map.groupBy(plan.pieces, ({ item }) => item);
  for (const [index, source] of sources.entries()) {
    await using opened = await source.open();
    const whole = createHash('sha256');
    const pieces = byItem.get(index)!;
    let found = '';
    for (const piece of pieces) {
      const disc = discs[piece.disc - 1]!;
      const bytes = opened.stream({ start: piece.offset, end: piece.offset + piece.bytes });
      // The file of an item in one piece is hashed anyway.
      const content = tee(bytes, pieces.length === 1 ? null : whole, onBytes);
      const file = await writeAreaFile(disc, pathOf(disc, piece), content, threads);
      found = file.sha256;
    }
    if (pieces.length > 1) found = whole.digest('hex');
    if (found !== source.item.sha256) throw new MediaError('item-damaged', { file: source.item.name });
  }
}

function pathOf({ layout }: DiscInWork, piece: Piece): string {
  return layout.files.find((file) => file.piece?.item === piece.item && file.piece.offset === piece.offset)!.path;
}

async function* tee(
  pieces: AsyncIterable<Uint8Array>,
  digest: { update(bytes: Uint8Array): unknown } | null,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  for await (const piece of pieces) {
    digest?.update(piece);
    onBytes(piece.length);
    yield piece;
  }
}

/**
 * Writes a file of a disc's content from its beginning to its end, and notes the digests of its runs and blocks. The
 * runs are hashed in threads while the next ones are read.
 */
async function writeAreaFile(
  { folder, tables, layout }: DiscInWork,
  path: string,
  pieces: AsyncIterable<Uint8Array>,
  threads: CodingThreads,
): Promise<DiscFile> {
  const { blockBytes } = layout;
  await using file = await folder.create(path);
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
  return await file.finish();
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

/** Most bytes of one piece of work, shards together. */
const MOST_BYTES = 4 << 20;

/** Writes the parity of a disc over its own content. Source: docs/media-format.md § Blocks and stripes. */
async function writeParity(disc: DiscInWork, threads: CodingThreads, onBytes: (bytes: number) => void): Promise<void> {
  const { stripes: layout, blockBytes } = disc.layout;
  const { data, parity, stripes, contentBlocks } = layout;
  if (parity === 0) return;
  await using blocks = blocksInFolder(disc.folder.path, disc.layout);
  await createAreaFiles(disc, 'parity/');
  await encodeShards({
    data,
    parity,
    blocks: stripes,
    blockBytes,
    threads,
    onBytes,
    read: (column, start, count, shard) => blocks.read(column * stripes + start, count, contentBlocks, shard),
    write: (row, start, shard) => blocks.write(contentBlocks + row * stripes + start, shard),
  });
  await digestAreaFiles(disc, 'parity/', threads);
}

/**
 * Writes the content of the spare discs: block *i* of each is parity over the blocks *i* of all data discs.
 * Source: docs/media-format.md § Spare discs.
 */
async function writeCross(
  data: readonly DiscInWork[],
  spare: readonly DiscInWork[],
  threads: CodingThreads,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const [first] = spare;
  if (first === undefined) return;
  await using folders = new Disposables();
  const blocks = [...data, ...spare].map(({ folder, layout }) => folders.use(blocksInFolder(folder.path, layout)));
  for (const disc of spare) await createAreaFiles(disc, 'cross/');
  await encodeShards({
    data: data.length,
    parity: spare.length,
    blocks: first.layout.stripes.contentBlocks,
    blockBytes: first.layout.blockBytes,
    threads,
    onBytes,
    read: (disc, start, count, shard) =>
      blocks[disc]!.read(start, count, data[disc]!.layout.stripes.contentBlocks, shard),
    write: (disc, start, shard) => blocks[data.length + disc]!.write(start, shard),
  });
  for (const disc of spare) await digestAreaFiles(disc, 'cross/', threads);
}

/** Shards of equal length: where the data is read, and where the parity over it is written. */
interface Shards {
  readonly data: number;
  readonly parity: number;
  /** Blocks of each shard. */
  readonly blocks: number;
  readonly blockBytes: number;
  readonly threads: CodingThreads;
  readonly onBytes: (bytes: number) => void;
  /** Reads `count` blocks of a data shard from block `start` on into `target`. */
  read(shard: number, start: number, count: number, target: Uint8Array): Promise<unknown>;
  /** Writes blocks of a parity shard from block `start` on. */
  write(shard: number, start: number, bytes: Uint8Array): Promise<unknown>;
}

/** Encodes a few blocks of all shards at a time, several times at once. */
async function encodeShards({
  data,
  parity,
  blocks,
  blockBytes,
  threads,
  onBytes,
  read,
  write,
}: Shards): Promise<void> {
  const step = Math.max(1, Math.floor(MOST_BYTES / (data + parity) / blockBytes));
  const memory = new UsedMemory((data + parity) * step * blockBytes);
  const encode = async (start: number) => {
    const count = Math.min(step, blocks - start);
    const length = count * blockBytes;
    const shards = memory.take((data + parity) * length);
    for (let shard = 0; shard < data; shard += 1) {
      await read(shard, start, count, shards.subarray(shard * length, (shard + 1) * length));
    }
    return { start, length, shards: (await threads.perform({ kind: 'encode', shards, data, parity })).shards };
  };
  for await (const { start, length, shards } of mapInOrder(steps(blocks, step), threads.concurrency, encode)) {
    for (let shard = 0; shard < parity; shard += 1) {
      await write(shard, start, shards.subarray((data + shard) * length, (data + shard + 1) * length));
    }
    memory.give(shards);
    onBytes(data * length);
  }
}

/** Creates the files of a disc below `prefix`, in their lengths, to be written at any place. */
async function createAreaFiles({ folder, layout }: DiscInWork, prefix: string): Promise<void> {
  for (const { path, bytes } of layout.files.filter((file) => file.path.startsWith(prefix))) {
    const handle = await folder.open(path);
    await attempt(path, () => handle.truncate(bytes)).finally(() => handle.close());
  }
}

/** Reads the files of a disc below `prefix` again, and notes their digests and those of their runs and blocks. */
async function digestAreaFiles(
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
      const run = await readExactly(handle, at, length, memory.take(length));
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
async function* steps(end: number, step: number): AsyncGenerator<number, void> {
  for (let start = 0; start < end; start += step) yield start;
}

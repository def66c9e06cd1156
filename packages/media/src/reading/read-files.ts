import { mapInOrder } from '@scelle/core/internal';
import { type CodingThreads, UsedMemory } from '../coding/coding-threads.ts';
import { digestBytes } from '../format/block-set.ts';
import { fileOfBlock, placeOfBlock } from '../format/disc-layout.ts';
import { RUN_BYTES, SECTOR_BYTES } from '../format/geometry.ts';
import { type Extent, type PatchyBytes, readPastErrors } from '../medium/medium.ts';
import { type DiscTarget, Place } from './disc-target.ts';
import { type PlacedFile, toSector } from './find-files.ts';
import type { SearchOptions } from './find-index.ts';

/** A run of a file whose place is known. */
interface PlacedRun {
  readonly placed: PlacedFile;
  /** Number of the run on the disc, and of its first block. */
  readonly run: number;
  readonly block: number;
  readonly blocks: number;
  /** Where it lies in the extent. */
  readonly position: number;
  readonly length: number;
}

/**
 * Reads files whose places are known, and hands on every block that is right: whole runs by their SHA-256, and in runs
 * that are damaged the blocks that are left.
 */
export async function readFiles(
  files: readonly PlacedFile[],
  threads: CodingThreads,
  options: SearchOptions,
): Promise<void> {
  const memory = new UsedMemory(RUN_BYTES);
  for await (const { run, read, isWhole } of mapInOrder(listRuns(files, options), threads.concurrency, (each) =>
    readRun(each, threads, memory, options),
  )) {
    const { target } = run.placed;
    if (read === null) continue;
    if (isWhole) await target.sink.take(run.block, run.blocks, read.bytes);
    else await takeBlocks(run, read);
    memory.give(read.bytes);
  }
}

async function* listRuns(files: readonly PlacedFile[], { signal, onBytes }: SearchOptions): AsyncGenerator<PlacedRun> {
  const total = files.reduce((sum, { file }) => sum + file.bytes, 0);
  let done = 0;
  for (const placed of files) {
    const { file, target } = placed;
    const perRun = RUN_BYTES / target.layout.blockBytes;
    for (let at = 0; at < file.bytes; at += RUN_BYTES) {
      signal?.throwIfAborted();
      const length = Math.min(RUN_BYTES, file.bytes - at);
      const block = file.firstBlock + (at / RUN_BYTES) * perRun;
      const blocks = Math.ceil(length / target.layout.blockBytes);
      yield { placed, run: file.firstRun + at / RUN_BYTES, block, blocks, position: placed.position + at, length };
      done += length;
      onBytes?.(done, total);
    }
  }
}

interface ReadRun {
  readonly run: PlacedRun;
  /** Null where nothing of it is wanted, or nothing of it is there. */
  readonly read: PatchyBytes | null;
  readonly isWhole: boolean;
}

async function readRun(
  run: PlacedRun,
  threads: CodingThreads,
  memory: UsedMemory,
  options: SearchOptions,
): Promise<ReadRun> {
  const { target, extent } = run.placed;
  if (!isAnyWanted(run)) return { run, read: null, isWhole: false };
  // The end of an image that was cut off, or the beginning of one whose file begins before it.
  const start = Math.max(0, run.position);
  const end = Math.min(extent.size, run.position + run.length);
  if (end <= start) return { run, read: null, isWhole: false };
  const read = await readPastErrors(extent, start, end - start, options, memory.take(end - start));
  const isCut = end - start < run.length;
  if (isCut) return { run, read: complete(run, read, start - run.position), isWhole: false };
  if (read.bad !== null || target.runs === null) return { run, read, isWhole: false };
  const { digest, bytes } = await threads.perform({ kind: 'hash', bytes: read.bytes });
  const expected = target.runs.subarray(32 * run.run, 32 * (run.run + 1));
  return { run, read: { bytes, bad: null }, isWhole: Buffer.compare(digest, expected) === 0 };
}

function isAnyWanted({ placed, block, blocks }: PlacedRun): boolean {
  for (let index = block; index < block + blocks; index += 1) if (placed.target.sink.wants(index)) return true;
  return false;
}

/** A run of which a part is missing: the sectors that are not there count as unreadable. */
function complete({ length }: PlacedRun, { bytes, bad }: PatchyBytes, skipped: number): PatchyBytes {
  const all = new Uint8Array(length);
  all.set(bytes, skipped);
  const missing = new Set<number>();
  for (let sector = 0; sector * SECTOR_BYTES < length; sector += 1) {
    const at = sector * SECTOR_BYTES - skipped;
    if (at < 0 || at >= bytes.length || bad?.has(at / SECTOR_BYTES)) missing.add(sector);
  }
  return { bytes: all, bad: missing };
}

/** Hands on the blocks of a damaged run that are right, and blocks of other places that lie here instead. */
async function takeBlocks(run: PlacedRun, { bytes, bad }: PatchyBytes): Promise<void> {
  const { target } = run.placed;
  const { blockBytes } = target.layout;
  for (let index = 0; index < run.blocks; index += 1) {
    const at = index * blockBytes;
    const block = bytes.subarray(at, Math.min(at + blockBytes, run.length));
    if (isAnyBad(bad, at, block.length)) continue;
    if (target.isBlock(run.block + index, block)) {
      if (target.sink.wants(run.block + index)) await target.sink.take(run.block + index, 1, block);
    } else {
      await takeAt(bytes, at, [target]);
    }
  }
}

function isAnyBad(bad: ReadonlySet<number> | null, at: number, length: number): boolean {
  if (bad === null) return false;
  for (let sector = at / SECTOR_BYTES; sector * SECTOR_BYTES < at + length; sector += 1)
    if (bad.has(sector)) return true;
  return false;
}

const CHUNK_BYTES = 1 << 20;

/** Takes every block that is wanted from bytes in which blocks lie in any order, each at the beginning of a sector. */
export async function takeScattered(
  extent: Extent,
  targets: readonly DiscTarget[],
  options: SearchOptions,
): Promise<void> {
  const longest = targets.reduce((most, { layout }) => Math.max(most, layout.blockBytes), 0);
  for (let start = 0; start < extent.size; start += CHUNK_BYTES) {
    options.signal?.throwIfAborted();
    const end = Math.min(extent.size, start + CHUNK_BYTES);
    // A block that begins in this chunk may end in the next.
    const { bytes, bad } = await readPastErrors(extent, start, Math.min(end + longest, extent.size) - start, options);
    for (let at = 0; at < end - start; at += SECTOR_BYTES) {
      if (!bad?.has(at / SECTOR_BYTES)) await takeAt(bytes, at, targets);
    }
  }
}

/** Takes the block that begins here, if it is known and wanted. */
async function takeAt(bytes: Uint8Array, at: number, targets: readonly DiscTarget[]): Promise<void> {
  const digest = digestBytes(toSector(bytes, at));
  const place = new Place(async (length) => (at + length <= bytes.length ? bytes.subarray(at, at + length) : null));
  for (const target of targets) {
    for (const block of target.lookup.find(digest)) {
      const { length } = placeOfBlock(target.layout, fileOfBlock(target.layout, block), block);
      const found = target.sink.wants(block) ? await place.find(target, block, length) : null;
      if (found !== null) await target.sink.take(block, 1, found);
    }
  }
}

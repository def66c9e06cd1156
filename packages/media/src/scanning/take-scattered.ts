import { digestBytes } from '../coding/block-digests.ts';
import { SECTOR_BYTES } from '../geometry/constants.ts';
import type { Extent } from '../medium/medium.ts';
import { readPastErrors } from '../medium/read-past-errors.ts';
import { fileOfBlock, placeOfBlock } from '../set/disc-layout.ts';
import type { DiscTarget } from './disc-target.ts';
import { toSector } from './find-files.ts';
import type { SearchOptions } from './find-index.ts';

const CHUNK_BYTES = 1 << 20;

/** Takes every block that is wanted from bytes in which blocks lie in any order, each at the beginning of a sector. */
export async function takeScattered(
  extent: Extent,
  targets: readonly DiscTarget[],
  options: SearchOptions,
): Promise<void> {
  const longest = Math.max(...targets.map(({ layout }) => layout.blockBytes));
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
export async function takeAt(bytes: Uint8Array, at: number, targets: readonly DiscTarget[]): Promise<void> {
  const digest = digestBytes(toSector(bytes, at));
  for (const target of targets) {
    for (const block of target.lookup.find(digest)) {
      const { length } = placeOfBlock(target.layout, fileOfBlock(target.layout, block), block);
      const found = bytes.subarray(at, at + length);
      const isRight = found.length === length && target.sink.wants(block) && target.isBlock(block, found);
      if (isRight) await target.sink.take(block, 1, found);
    }
  }
}

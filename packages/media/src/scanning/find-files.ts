import { digestBytes } from '../coding/block-digests.ts';
import { SECTOR_BYTES } from '../geometry/constants.ts';
import type { Extent } from '../medium/medium.ts';
import { readPastErrors } from '../medium/read-past-errors.ts';
import { type AreaFile, fileOfBlock, placeOfBlock } from '../set/disc-layout.ts';
import type { DiscTarget } from './disc-target.ts';
import type { SearchOptions } from './find-index.ts';

/** A file of a disc, and where it begins in an extent. */
export interface PlacedFile {
  readonly target: DiscTarget;
  readonly file: AreaFile;
  readonly extent: Extent;
  readonly position: number;
}

const CHUNK_BYTES = 1 << 20;

/**
 * Finds the files of discs in bytes without any directory: wherever a sector begins like a block that is known, the
 * file that holds this block must lie around it. `onSectors` gets what lies between the files, a whole number of sectors
 * at a time.
 */
export async function findFiles(
  extent: Extent,
  targets: readonly DiscTarget[],
  options: SearchOptions,
  onSectors: (bytes: Uint8Array) => void = () => undefined,
): Promise<readonly PlacedFile[]> {
  const placed: PlacedFile[] = [];
  for (let at = 0; at < extent.size; ) {
    options.signal?.throwIfAborted();
    const length = Math.min(CHUNK_BYTES, extent.size - at);
    const { bytes, bad } = await readPastErrors(extent, at, length, options);
    const hit = await findFirst(extent, at, bytes, bad, targets, placed);
    onSectors(bytes.subarray(0, hit === null ? bytes.length : hit.seen));
    if (hit === null) {
      at += length;
      continue;
    }
    placed.push(hit.file);
    const { position, file } = hit.file;
    at = Math.max(at + hit.seen + SECTOR_BYTES, position + Math.ceil(file.bytes / SECTOR_BYTES) * SECTOR_BYTES);
    options.onBytes?.(at, extent.size);
  }
  return placed;
}

/** The first file that begins, or goes on, in these bytes, and how many bytes come before its first known sector. */
async function findFirst(
  extent: Extent,
  start: number,
  bytes: Uint8Array,
  bad: ReadonlySet<number> | null,
  targets: readonly DiscTarget[],
  placed: readonly PlacedFile[],
): Promise<{ readonly file: PlacedFile; readonly seen: number } | null> {
  for (let at = 0; at < bytes.length; at += SECTOR_BYTES) {
    if (bad?.has(at / SECTOR_BYTES)) continue;
    const digest = digestBytes(toSector(bytes, at));
    for (const target of targets) {
      for (const block of target.lookup.find(digest)) {
        const file = fileOfBlock(target.layout, block);
        const place = placeOfBlock(target.layout, file, block);
        const position = start + at - place.at;
        const isNew = !placed.some((other) => other.file === file && other.position === position);
        if (!isNew || start + at + place.length > extent.size) continue;
        const { bytes: whole, bad: gaps } = await readPastErrors(extent, start + at, place.length);
        if (gaps === null && target.isBlock(block, whole)) return { file: { target, file, extent, position }, seen: at };
      }
    }
  }
  return null;
}

/** A sector; the last one of a file is filled up with zeros. */
export function toSector(bytes: Uint8Array, at: number): Uint8Array {
  const sector = bytes.subarray(at, at + SECTOR_BYTES);
  if (sector.length === SECTOR_BYTES) return sector;
  const padded = new Uint8Array(SECTOR_BYTES);
  padded.set(sector);
  return padded;
}

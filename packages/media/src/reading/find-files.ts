import { digestBytes, ENTRY_BYTES } from '../format/block-set.ts';
import { type AreaFile, fileOfBlock, placeOfBlock } from '../format/disc-layout.ts';
import { SECTOR_BYTES } from '../format/geometry.ts';
import { type Extent, type PatchyBytes, readPastErrors } from '../medium/medium.ts';
import { type DiscTarget, Place } from './disc-target.ts';
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
  // On a sound disc the first blocks are enough, and the large tables need not be sorted.
  await search(extent, targets, findFirstBlock, placed, options, onSectors);
  const isEachFound = targets.every(({ layout }) =>
    layout.files.every((file) => placed.some((found) => found.file === file)),
  );
  if (!isEachFound) await search(extent, targets, findAnyBlock, placed, options, () => undefined);
  return placed;
}

/** Blocks of a target that a sector with this digest may begin. */
type Candidates = (target: DiscTarget, digest: Uint8Array) => Iterable<number>;

const findAnyBlock: Candidates = (target, digest) => target.lookup.find(digest);

const findFirstBlock: Candidates = ({ layout, table }, digest) =>
  layout.files
    .map(({ firstBlock }) => firstBlock)
    .filter((block) => Buffer.compare(digest.subarray(0, 4), entryOf(table.entries, block)) === 0);

function entryOf(entries: Uint8Array, block: number): Uint8Array {
  return entries.subarray(block * ENTRY_BYTES, block * ENTRY_BYTES + 4);
}

/** Searches what is not yet known to belong to a file. */
async function search(
  extent: Extent,
  targets: readonly DiscTarget[],
  candidates: Candidates,
  placed: PlacedFile[],
  options: SearchOptions,
  onSectors: (bytes: Uint8Array) => void,
): Promise<void> {
  for (let at = 0; at < extent.size; ) {
    options.signal?.throwIfAborted();
    const around = placed.find(({ file, position }) => position <= at && at < endOf(file, position));
    if (around !== undefined) {
      at = endOf(around.file, around.position);
      continue;
    }
    const length = Math.min(CHUNK_BYTES, extent.size - at);
    const read = await readPastErrors(extent, at, length, options);
    const hit = await findNext({ extent, at, read }, targets, candidates, placed);
    onSectors(read.bytes.subarray(0, hit === null ? length : hit.seen));
    if (hit !== null) placed.push(hit.file);
    at = hit === null ? at + length : Math.max(at + hit.seen + SECTOR_BYTES, endOf(hit.file.file, hit.file.position));
    options.onBytes?.(at, extent.size);
  }
}

/** Where the last sector of a file ends. */
function endOf({ bytes }: AreaFile, position: number): number {
  return position + Math.ceil(bytes / SECTOR_BYTES) * SECTOR_BYTES;
}

/** Bytes of an extent, and where they lie in it. */
interface Chunk {
  readonly extent: Extent;
  readonly at: number;
  readonly read: PatchyBytes;
}

/** The first file that begins, or goes on, in these bytes, and how many bytes come before its first known sector. */
async function findNext(
  { extent, at: start, read: { bytes, bad } }: Chunk,
  targets: readonly DiscTarget[],
  candidates: Candidates,
  placed: readonly PlacedFile[],
): Promise<{ readonly file: PlacedFile; readonly seen: number } | null> {
  for (let at = 0; at < bytes.length; at += SECTOR_BYTES) {
    if (bad?.has(at / SECTOR_BYTES)) continue;
    const digest = digestBytes(toSector(bytes, at));
    const here = new Place(async (length) => {
      const read = await readPastErrors(extent, start + at, length);
      return read.bad === null ? read.bytes : null;
    });
    for (const target of targets) {
      for (const block of candidates(target, digest)) {
        const file = fileOfBlock(target.layout, block);
        const place = placeOfBlock(target.layout, file, block);
        const position = start + at - place.at;
        const isNew = !placed.some((other) => other.file === file && other.position === position);
        if (!isNew || start + at + place.length > extent.size) continue;
        if ((await here.find(target, block, place.length)) !== null)
          return { file: { target, file, extent, position }, seen: at };
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

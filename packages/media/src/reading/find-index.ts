import { SECTOR_BYTES } from '../format/geometry.ts';
import { parseIndexSector } from '../format/section.ts';
import type { SetIndex, SetIndexes } from '../format/set-index.ts';
import { type Extent, type Medium, type ReadPersistence, readPastErrors } from '../medium/medium.ts';

/** A disc of a set of which a medium holds an index. */
export interface FoundDisc {
  readonly index: SetIndex;
  /** Number of the disc; 0 for a re-supply. */
  readonly disc: number;
  /** Folder of the disc on the medium: empty, or with a slash at its end. */
  readonly root: string;
}

/** How a medium is searched. */
export interface SearchOptions extends ReadPersistence {
  readonly signal?: AbortSignal;
  readonly onBytes?: (done: number, total: number) => void;
}

const CHUNK_BYTES = 1 << 20;
/** Where an index is looked for first on an image: at its beginning, and at its end. */
const PROBE_BYTES = 64 << 20;
const INDEX_FILE = /^(.*?)index\/\d+\.bin$/s;

/**
 * Finds out of which discs of which sets a medium holds an index, wherever it lies, and takes what the indexes say. The
 * search ends as soon as one disc is known completely, unless all of a folder is to be searched.
 */
export async function findIndex(
  medium: Medium,
  indexes: SetIndexes,
  options: SearchOptions = {},
): Promise<readonly FoundDisc[]> {
  const found = new Map<string, FoundDisc>();
  for (const extent of medium.extents) {
    const root = INDEX_FILE.exec(extent.path)?.[1];
    // Once every index file of a folder was read, other files are looked at only if nothing was found.
    if (medium.kind === 'folder' && root === undefined && isAnyComplete(found)) break;
    await searchExtent(extent, root ?? '', found, indexes, options);
  }
  return [...found.values()];
}

async function searchExtent(
  extent: Extent,
  root: string,
  found: Map<string, FoundDisc>,
  indexes: SetIndexes,
  options: SearchOptions,
): Promise<void> {
  for (const { start, end } of windows(extent)) {
    for (let at = start; at < end; at += CHUNK_BYTES) {
      options.signal?.throwIfAborted();
      const { bytes } = await readPastErrors(extent, at, Math.min(CHUNK_BYTES, end - at), options);
      takeSectors(bytes, root, found, indexes);
      options.onBytes?.(at, extent.size);
      if (extent.path === '' && isAnyComplete(found)) return;
    }
  }
}

/** Takes the index sectors among whole sectors, and notes where they come from. Gives how many there were. */
export function takeSectors(
  bytes: Uint8Array,
  root: string,
  found: Map<string, FoundDisc>,
  indexes: SetIndexes,
): number {
  let count = 0;
  for (let at = 0; at + SECTOR_BYTES <= bytes.length; at += SECTOR_BYTES) {
    const sector = parseIndexSector(bytes.subarray(at, at + SECTOR_BYTES));
    const index = sector === null ? null : indexes.add(sector);
    if (sector === null || index === null) continue;
    count += 1;
    const name = `${sector.setKey} ${sector.disc} ${root}`;
    if (!found.has(name)) found.set(name, { index, disc: sector.disc, root });
  }
  return count;
}

function* windows({ path, size }: Extent): Generator<{ readonly start: number; readonly end: number }, void> {
  if (path !== '' || size <= 2 * PROBE_BYTES) {
    yield { start: 0, end: size };
    return;
  }
  const tail = Math.floor((size - PROBE_BYTES) / SECTOR_BYTES) * SECTOR_BYTES;
  yield { start: 0, end: PROBE_BYTES };
  yield { start: tail, end: size };
  yield { start: PROBE_BYTES, end: tail };
}

function isAnyComplete(found: ReadonlyMap<string, FoundDisc>): boolean {
  return [...found.values()].some(({ index, disc }) => disc > 0 && index.hasAllBlocks(disc));
}

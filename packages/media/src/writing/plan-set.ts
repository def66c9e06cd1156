import { MediaError } from '../errors/media-error.ts';
import { ENTRY_BYTES } from '../format/block-set.ts';
import type { Item, Piece } from '../format/description.ts';
import type { LayoutFacts } from '../format/disc-layout.ts';
import {
  chooseBlockBytes,
  HEADS_PER_COPY,
  INDEX_COPIES,
  layOutStripes,
  limits,
  MAX_FILE_BYTES,
  RUN_BYTES,
  SECTOR_BYTES,
  toParityRows,
} from '../format/geometry.ts';
import { PAYLOAD_BYTES } from '../format/section.ts';

/** What a set is planned for. */
interface PlanOptions {
  /** Sectors of a disc. */
  readonly sectors: number;
  /** Parity within a disc as a share of its content, such as 0.15. */
  readonly parity: number;
  readonly spareDiscs: number;
  readonly companionFiles: number;
  readonly companionSectors: number;
}

/**
 * Spreads items over as few discs as hold them, each about as full as the others; what does not fit on the rest of a
 * disc goes on with the next. Throws `disc-too-small`, `disc-too-large`, `too-many-discs`, `parity-out-of-range`.
 * Source: docs/media-format.md § A disc.
 */
export function planSet(items: readonly Item[], options: PlanOptions): LayoutFacts {
  const parity = toParityRows(options.parity);
  if (!(parity >= 0 && parity <= limits.stripeParity)) {
    throw new MediaError('parity-out-of-range', { found: options.parity, limit: limits.stripeParity });
  }
  if (!(Number.isInteger(options.spareDiscs) && options.spareDiscs >= 0 && options.spareDiscs <= limits.spareDiscs)) {
    throw new MediaError('parity-out-of-range', { found: options.spareDiscs, limit: limits.spareDiscs });
  }
  const blockBytes = chooseBlockBytes(options.sectors);
  const blocks = items.reduce((sum, { bytes }) => sum + Math.ceil(bytes / blockBytes), 0);
  const dataDiscs = countDataDiscs(items, blocks, { ...options, blockBytes, parity });
  const contentBlocks = Array.from({ length: dataDiscs }, (_, index) => share(blocks, dataDiscs, index));
  const fullest = contentBlocks.reduce((most, blocks) => Math.max(most, blocks), 0);
  const spare = Array.from({ length: options.spareDiscs }, () => fullest);
  return {
    blockBytes,
    stripe: { data: 40, parity },
    items,
    discs: [...contentBlocks, ...spare].map((count, index) => ({
      number: index + 1,
      kind: index < dataDiscs ? 'data' : 'spare',
      contentBlocks: count,
    })),
    pieces: cutPieces(items, contentBlocks, blockBytes),
  };
}

interface Capacity extends PlanOptions {
  readonly blockBytes: number;
}

/** The fewest data discs on which so many blocks fit. */
function countDataDiscs(items: readonly Item[], blocks: number, capacity: Capacity & { parity: number }): number {
  const most = limits.discs - capacity.spareDiscs;
  let estimate = 1;
  for (let discs = 1; discs <= most; discs += 1) {
    const room = roomOnDisc(items, discs, capacity);
    if (room < 1) {
      throw new MediaError(discs === 1 ? 'disc-too-small' : 'too-many-discs', {
        found: discs === 1 ? capacity.sectors * SECTOR_BYTES : estimate,
        limit: limits.discs,
      });
    }
    if (blocks <= discs * room) return discs;
    estimate = Math.ceil(blocks / room);
  }
  throw new MediaError('too-many-discs', { found: estimate + capacity.spareDiscs, limit: limits.discs });
}

/** How many content blocks fit on each disc of a set with so many data discs. */
function roomOnDisc(items: readonly Item[], dataDiscs: number, capacity: Capacity): number {
  const { sectors, blockBytes, parity, spareDiscs, companionFiles, companionSectors } = capacity;
  const long = items.reduce((sum, { bytes }) => sum + Math.floor(bytes / MAX_FILE_BYTES), 0);
  const facts: SpaceFacts = {
    blockBytes,
    parity,
    discs: dataDiscs + spareDiscs,
    items: items.length,
    pieces: items.length + 2 * dataDiscs + long,
    companionFiles,
    companionSectors,
  };
  let low = 0;
  let high = Math.min(limits.blocks, Math.floor((sectors * SECTOR_BYTES) / blockBytes));
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (estimateSectors(facts, middle) <= sectors) low = middle;
    else high = middle - 1;
  }
  return low;
}

function share(total: number, parts: number, index: number): number {
  return Math.floor((total * (index + 1)) / parts) - Math.floor((total * index) / parts);
}

/** Cuts the items into files: at the end of a disc, and after 1 GiB. */
function cutPieces(items: readonly Item[], contentBlocks: readonly number[], blockBytes: number): Piece[] {
  const cuts: Omit<Piece, 'name'>[] = [];
  let disc = 0;
  let room = contentBlocks[0]!;
  for (const [item, { bytes }] of items.entries()) {
    for (let offset = 0; offset < bytes; ) {
      if (room === 0) room = contentBlocks[++disc]!;
      const length = Math.min(bytes - offset, room * blockBytes, MAX_FILE_BYTES);
      cuts.push({ disc: disc + 1, item, offset, bytes: length });
      room -= Math.ceil(length / blockBytes);
      offset += length;
    }
  }
  if (cuts.length > limits.pieces) throw new MediaError('too-many-items', { found: cuts.length, limit: limits.pieces });
  return namePieces(items, cuts);
}

/** Longer names do not survive every file system of a disc. */
const MAX_NAME = 80;

/** The name under which an item lies on discs; pieces of it add to this name. */
export function nameOnDisc({ name }: Item, index: number): string {
  return name.length <= MAX_NAME ? name : `batch-${String(index + 1).padStart(6, '0')}.scelle`;
}

function namePieces(items: readonly Item[], cuts: readonly Omit<Piece, 'name'>[]): Piece[] {
  const byItem = Map.groupBy(cuts, ({ item }) => item);
  return cuts.map((cut) => {
    const parts = byItem.get(cut.item)!;
    const name = nameOnDisc(items[cut.item]!, cut.item);
    const [part, of] = [parts.indexOf(cut) + 1, parts.length].map((value) => String(value).padStart(3, '0'));
    return { ...cut, name: parts.length === 1 ? name : `${name}.part-${part}-of-${of}` };
  });
}

/** What every disc of a set carries besides content and parity, and how it is divided. */
interface SpaceFacts {
  readonly blockBytes: number;
  readonly parity: number;
  /** Discs of the set, spare ones included. */
  readonly discs: number;
  readonly items: number;
  readonly pieces: number;
  /** Texts, restorer and manifests: how many files, and how many sectors they take. */
  readonly companionFiles: number;
  readonly companionSectors: number;
}

/** Room for the volume descriptors, path tables and padding of the file system. */
const FILE_SYSTEM_SECTORS = 512;

/** The sectors that a disc with so many content blocks takes: never fewer than it does in the end. */
function estimateSectors(facts: SpaceFacts, contentBlocks: number): number {
  const { parityBlocks } = layOutStripes(contentBlocks, facts.parity);
  const blocks = contentBlocks + parityBlocks;
  const areas = (blocks * facts.blockBytes) / SECTOR_BYTES;
  const description = 2_000 + 400 * facts.items + 320 * facts.pieces + 320 * facts.discs;
  const runs = Math.ceil((blocks * facts.blockBytes) / RUN_BYTES) + facts.pieces + 16;
  const head = toSectors(description, PAYLOAD_BYTES) + 1 + facts.discs * toSectors(32 * runs, PAYLOAD_BYTES);
  const table = toSectors(ENTRY_BYTES * blocks, PAYLOAD_BYTES);
  const files = facts.companionFiles + facts.pieces + 64;
  const bag = 2 + 2 * toSectors(256 * files, SECTOR_BYTES);
  const names = Math.ceil(0.5 * files) + 4 * facts.items;
  return (
    areas +
    INDEX_COPIES * (HEADS_PER_COPY * head + table) +
    toSectors(description, SECTOR_BYTES) +
    facts.companionSectors +
    bag +
    names +
    FILE_SYSTEM_SECTORS
  );
}

/** How many sectors so many bytes take. */
export function toSectors(bytes: number, sectorBytes: number = SECTOR_BYTES): number {
  return Math.ceil(bytes / sectorBytes);
}

import { type BlockSet, digestBlock, digestBytes, ENTRY_BYTES } from '../format/block-set.ts';
import type { DiscLayout } from '../format/disc-layout.ts';
import { SECTOR_BYTES } from '../format/geometry.ts';
import type { BlockTable } from '../format/set-index.ts';

/** Takes blocks that were found to be right. */
export interface BlockSink {
  /** What is there: what was on the medium or, where blocks are kept, on any. */
  readonly good: BlockSet;
  /** Whether a block is wanted: it is not there yet, and will be of use. */
  wants(block: number): boolean;
  /** Takes the bytes of consecutive blocks of one file, as they lie in it. */
  take(block: number, count: number, bytes: Uint8Array): Promise<void>;
}

/** What blocks of one disc are looked for on a medium, and how they are known. */
export class DiscTarget {
  readonly setKey: string;
  readonly layout: DiscLayout;
  readonly table: BlockTable;
  /** The table of runs; null where it was lost. */
  readonly runs: Uint8Array | null;
  readonly sink: BlockSink;
  #lookup: BlockLookup | null = null;

  constructor(setKey: string, layout: DiscLayout, table: BlockTable, runs: Uint8Array | null, sink: BlockSink) {
    this.setKey = setKey;
    this.layout = layout;
    this.table = table;
    this.runs = runs;
    this.sink = sink;
  }

  /** Made when it is first needed: where nothing is damaged or moved, never. */
  get lookup(): BlockLookup {
    this.#lookup ??= new BlockLookup(this.table);
    return this.#lookup;
  }

  /** Whether these bytes, as they lie in a file, are the block. */
  isBlock(block: number, bytes: Uint8Array): boolean {
    return this.hasEntry(block, digestBlock(bytes));
  }

  /** Whether a block has this entry. */
  hasEntry(block: number, entry: Uint8Array): boolean {
    if (!this.table.isKnown(block)) return false;
    return Buffer.compare(entry, this.table.entries.subarray(block * ENTRY_BYTES, (block + 1) * ENTRY_BYTES)) === 0;
  }
}

/**
 * The bytes that begin at one place, and their entries by their length: read and hashed once, however many blocks may
 * begin so. Threat: tables that name one sector as the beginning of thousands of blocks.
 */
export class Place {
  readonly #read: (length: number) => Promise<Uint8Array | null>;
  readonly #seen = new Map<number, { readonly bytes: Uint8Array; readonly entry: Uint8Array } | null>();

  /** `read` gives so many bytes, or null where they are not all there. */
  constructor(read: (length: number) => Promise<Uint8Array | null>) {
    this.#read = read;
  }

  /** The bytes of a block, if it lies here. */
  async find(target: DiscTarget, block: number, length: number): Promise<Uint8Array | null> {
    if (!this.#seen.has(length)) {
      const bytes = await this.#read(length);
      this.#seen.set(length, bytes && { bytes, entry: digestBlock(bytes) });
    }
    const seen = this.#seen.get(length)!;
    return seen !== null && target.hasEntry(block, seen.entry) ? seen.bytes : null;
  }
}

/** Zeros are everywhere on a disc: they say nothing about where a block lies. */
const zeroSector = new DataView(Uint8Array.from(digestBytes(new Uint8Array(SECTOR_BYTES))).buffer).getUint32(0);

/** Digests that nobody has chosen never take so many steps; a forged table shall not take more. */
const MOST_STEPS = 64;

/** Finds blocks by the digest of their first sector. */
export class BlockLookup {
  readonly #entries: DataView;
  /** Block numbers plus one, in an open hash table; 0 where a slot is free. */
  readonly #slots: Uint32Array;

  constructor({ entries, known }: BlockTable) {
    this.#entries = new DataView(entries.buffer, entries.byteOffset, entries.length);
    // As large as what was found, not as what a description says.
    const blocks = known.reduce((sum, { count }) => sum + count, 0);
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * blocks + 1)));
    for (const { start, count } of known)
      for (let block = start; block < start + count; block += 1) this.#insert(block);
  }

  /** The blocks whose first sector has a digest that begins like this one. */
  *find(digest: Uint8Array): Generator<number, void> {
    const wanted = new DataView(digest.buffer, digest.byteOffset).getUint32(0);
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const block = this.#slots[this.#slotOf(wanted, step)]! - 1;
      if (block < 0) return;
      if (this.#first(block) === wanted) yield block;
    }
  }

  /** Of blocks with the same entry only the first is found: there may be millions of them, all zeros for instance. */
  #insert(block: number): void {
    const first = this.#first(block);
    if (first === zeroSector) return;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const slot = this.#slotOf(first, step);
      const other = this.#slots[slot]! - 1;
      if (other < 0) this.#slots[slot] = block + 1;
      if (other < 0 || (this.#first(other) === first && this.#rest(other) === this.#rest(block))) return;
    }
  }

  #first(block: number): number {
    return this.#entries.getUint32(block * ENTRY_BYTES);
  }

  #rest(block: number): number {
    return this.#entries.getUint32(block * ENTRY_BYTES + 4);
  }

  /** The slots where a block may be, one after the other. */
  #slotOf(first: number, step: number): number {
    return (first + step) & (this.#slots.length - 1);
  }
}

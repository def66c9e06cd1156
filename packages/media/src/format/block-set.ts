import { hash } from 'node:crypto';
import { SECTOR_BYTES } from './geometry.ts';

/** Blocks of a chunk: 4 KiB of bits. */
const CHUNK_BLOCKS = 32_768;
const CHUNK_BYTES = CHUNK_BLOCKS / 8;

/** What a chunk that is full or empty refers to; neither is ever written. */
const FULL: Uint8Array = new Uint8Array(CHUNK_BYTES).fill(0xff);
const EMPTY: Uint8Array = new Uint8Array(CHUNK_BYTES);

/**
 * A set of block numbers below a bound, one bit each. Where discs are whole, or were not seen, and in copies, chunks of
 * bits are shared: a set of discs may have a thousand million blocks, and a description that lies even more.
 */
export class BlockSet {
  readonly size: number;
  /** Blocks below this number are counted by themselves. */
  readonly mark: number;
  readonly #chunks: Uint8Array[];
  /** Chunks that nobody else refers to. */
  readonly #own: Set<number> = new Set();
  #count = 0;
  #countBelowMark = 0;

  /** Empty. */
  constructor(size: number, mark: number) {
    this.size = size;
    this.mark = mark;
    this.#chunks = new Array<Uint8Array>(Math.ceil(size / CHUNK_BLOCKS)).fill(EMPTY);
  }

  /** With the blocks of these bits, as `toBits` gave them. */
  static fromBits(size: number, mark: number, bits: Uint8Array): BlockSet {
    const set = new BlockSet(size, mark);
    for (let block = 0; block < size; block += 1) {
      if (bits[block >> 3] === 0) block |= 7;
      else if ((bits[block >> 3]! & (1 << (block & 7))) !== 0) set.add(block);
    }
    return set;
  }

  /** A bit for each block, the lowest of each byte first. */
  toBits(): Uint8Array {
    return Buffer.concat(this.#chunks, Math.ceil(this.size / 8));
  }

  /** Number of blocks in the set. */
  get count(): number {
    return this.#count;
  }

  /** Number of blocks in the set below the mark. */
  get countBelowMark(): number {
    return this.#countBelowMark;
  }

  has(block: number): boolean {
    const at = block % CHUNK_BLOCKS;
    return (this.#chunks[(block - at) / CHUNK_BLOCKS]![at >> 3]! & (1 << (at & 7))) !== 0;
  }

  add(block: number): void {
    if (this.has(block)) return;
    const at = block % CHUNK_BLOCKS;
    this.#writable((block - at) / CHUNK_BLOCKS)[at >> 3]! |= 1 << (at & 7);
    this.#count += 1;
    if (block < this.mark) this.#countBelowMark += 1;
  }

  /** Adds the blocks from `start` to `end` (excluded). */
  addRange(start: number, end: number): void {
    for (let block = start; block < end; ) {
      const chunk = Math.floor(block / CHUNK_BLOCKS);
      const after = (chunk + 1) * CHUNK_BLOCKS;
      const isWhole = block % CHUNK_BLOCKS === 0 && after <= end && this.#chunks[chunk] === EMPTY;
      if (isWhole) {
        this.#chunks[chunk] = FULL;
        this.#count += CHUNK_BLOCKS;
        this.#countBelowMark += Math.min(CHUNK_BLOCKS, Math.max(0, this.mark - block));
        block = after;
      } else {
        this.add(block);
        block += 1;
      }
    }
  }

  /** The blocks that are not in the set, from `start` to `end` (excluded), as runs. */
  missingRanges(start = 0, end: number = this.size): Generator<BlockRange, void> {
    return this.#ranges(start, end, false);
  }

  /** The blocks of the set, as runs. */
  ranges(): Generator<BlockRange, void> {
    return this.#ranges(0, this.size, true);
  }

  *#ranges(start: number, end: number, isWanted: boolean): Generator<BlockRange, void> {
    for (let block = this.#skip(start, end, !isWanted); block < end; ) {
      const after = this.#skip(block, end, isWanted);
      yield { start: block, count: after - block };
      block = this.#skip(after, end, !isWanted);
    }
  }

  /** The first block that is not so, or the end. */
  #skip(start: number, end: number, isThere: boolean): number {
    const alike = isThere ? FULL : EMPTY;
    for (let block = start; block < end; ) {
      const chunk = Math.floor(block / CHUNK_BLOCKS);
      if (this.#chunks[chunk] === alike) block = (chunk + 1) * CHUNK_BLOCKS;
      else if (this.has(block) === isThere) block += 1;
      else return block;
    }
    return end;
  }

  /** A copy, which shares chunks with this one until either changes them. */
  clone(): BlockSet {
    const copy = new BlockSet(this.size, this.mark);
    for (const [index, chunk] of this.#chunks.entries()) copy.#chunks[index] = chunk;
    copy.#count = this.#count;
    copy.#countBelowMark = this.#countBelowMark;
    this.#own.clear();
    return copy;
  }

  /** The blocks of this set that are not in the other. */
  without(other: BlockSet): BlockSet {
    const rest = this.clone();
    for (const { start, count } of other.ranges()) rest.removeRange(start, start + count);
    return rest;
  }

  /** Removes the blocks from `start` to `end` (excluded). */
  removeRange(start: number, end: number): void {
    for (let block = start; block < end; block += 1) {
      if (!this.has(block)) continue;
      const at = block % CHUNK_BLOCKS;
      this.#writable((block - at) / CHUNK_BLOCKS)[at >> 3]! &= ~(1 << (at & 7));
      this.#count -= 1;
      if (block < this.mark) this.#countBelowMark -= 1;
    }
  }

  #writable(index: number): Uint8Array {
    const chunk = this.#chunks[index]!;
    if (this.#own.has(index)) return chunk;
    const copy = chunk.slice();
    this.#chunks[index] = copy;
    this.#own.add(index);
    return copy;
  }
}

/** Consecutive blocks. */
export interface BlockRange {
  readonly start: number;
  readonly count: number;
}

/** Bytes of the entry of a block in the table of blocks. */
export const ENTRY_BYTES = 8;

/** What is kept of a run of at most 1 MiB of a file: its SHA-256, and the entries of its blocks. */
export interface RunDigests {
  readonly digest: Uint8Array;
  readonly entries: Uint8Array;
}

/** Digests of a run, whose last block may be short. Source: docs/media-format.md § Tables. */
export function digestRun(run: Uint8Array, blockBytes: number): RunDigests {
  const entries = new Uint8Array(ENTRY_BYTES * Math.ceil(run.length / blockBytes));
  for (let at = 0, index = 0; at < run.length; at += blockBytes, index += 1) {
    entries.set(digestBlock(run.subarray(at, at + blockBytes)), index * ENTRY_BYTES);
  }
  return { digest: digestBytes(run), entries };
}

/**
 * The entry of a block: four bytes of the SHA-256 of its first sector, by which it is found wherever it lies, and four
 * of that of the whole block, both filled up with zeros to whole sectors, as they lie on a disc.
 */
export function digestBlock(block: Uint8Array): Uint8Array {
  const sectors = toWholeSectors(block);
  const first = digestBytes(sectors.subarray(0, SECTOR_BYTES));
  if (sectors.length === SECTOR_BYTES) return first.subarray(0, ENTRY_BYTES);
  const whole = digestBytes(sectors);
  return Uint8Array.from([...first.subarray(0, 4), ...whole.subarray(4, ENTRY_BYTES)]);
}

/** SHA-256. */
export function digestBytes(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

function toWholeSectors(block: Uint8Array): Uint8Array {
  const excess = block.length % SECTOR_BYTES;
  if (excess === 0) return block;
  const padded = new Uint8Array(block.length + SECTOR_BYTES - excess);
  padded.set(block);
  return padded;
}

/** A block that is supplied again, and how it is known. */
export interface SuppliedBlock {
  readonly block: number;
  readonly entry: Uint8Array;
}

const SUPPLY_BYTES = 16;
const ENTRY_AT = 8;

/** The section that names the blocks of one disc in a re-supply. Source: docs/media-format.md § Re-supply. */
export function encodeSupply(blocks: readonly SuppliedBlock[]): Uint8Array {
  const bytes = new Uint8Array(blocks.length * SUPPLY_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [index, { block, entry }] of blocks.entries()) {
    view.setUint32(index * SUPPLY_BYTES, block);
    bytes.set(entry, index * SUPPLY_BYTES + ENTRY_AT);
  }
  return bytes;
}

/** The blocks that a part of such a section names. */
export function parseSupply(payload: Uint8Array): readonly SuppliedBlock[] {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  return Array.from({ length: Math.floor(payload.length / SUPPLY_BYTES) }, (_, index) => {
    const at = index * SUPPLY_BYTES;
    return { block: view.getUint32(at), entry: payload.subarray(at + ENTRY_AT, at + ENTRY_AT + ENTRY_BYTES) };
  });
}

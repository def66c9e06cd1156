/** A set of block numbers below a bound, one bit each. */
export class BlockSet {
  readonly size: number;
  readonly bits: Uint8Array;
  /** Blocks below this number are counted by themselves. */
  readonly mark: number;
  #count = 0;
  #countBelowMark = 0;

  /** Empty, or with the blocks of `bits`, which is kept. */
  constructor(size: number, mark: number, bits: Uint8Array = new Uint8Array(Math.ceil(size / 8))) {
    this.size = size;
    this.mark = mark;
    this.bits = bits;
    for (let block = 0; block < size; block += 1) {
      if (bits[block >> 3] === 0) block |= 7;
      else if (this.has(block)) this.#note(block);
    }
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
    return (this.bits[block >> 3]! & (1 << (block & 7))) !== 0;
  }

  add(block: number): void {
    if (this.has(block)) return;
    this.bits[block >> 3]! |= 1 << (block & 7);
    this.#note(block);
  }

  #note(block: number): void {
    this.#count += 1;
    if (block < this.mark) this.#countBelowMark += 1;
  }

  /** The blocks that are not in the set, from `start` to `end` (excluded), as runs. */
  *missingRanges(start = 0, end: number = this.size): Generator<BlockRange, void> {
    for (let block = start; block < end; block += 1) {
      if (this.has(block)) continue;
      let after = block + 1;
      while (after < end && !this.has(after)) after += 1;
      yield { start: block, count: after - block };
      block = after;
    }
  }

  clone(): BlockSet {
    return new BlockSet(this.size, this.mark, this.bits.slice());
  }

  /** The blocks of this set that are not in the other, which has the same size. */
  without({ bits }: BlockSet): BlockSet {
    return new BlockSet(
      this.size,
      this.mark,
      this.bits.map((byte, index) => byte & ~bits[index]!),
    );
  }
}

/** Consecutive blocks. */
export interface BlockRange {
  readonly start: number;
  readonly count: number;
}

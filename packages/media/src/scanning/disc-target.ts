import { digestBlock, ENTRY_BYTES } from '../coding/block-digests.ts';
import type { BlockSet } from '../geometry/block-set.ts';
import type { BlockTable } from '../index-sectors/set-index.ts';
import type { DiscLayout } from '../set/disc-layout.ts';
import { BlockLookup } from './block-lookup.ts';

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
    if (!this.table.isKnown(block)) return false;
    const entry = this.table.entries.subarray(block * ENTRY_BYTES, (block + 1) * ENTRY_BYTES);
    return Buffer.compare(digestBlock(bytes), entry) === 0;
  }
}

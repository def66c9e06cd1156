import { type BlockRange, BlockSet } from '../geometry/block-set.ts';
import type { SetIndex } from '../index-sectors/set-index.ts';
import {
  countMissingContent,
  createSetState,
  type DiscState,
  discsOf,
  isComplete,
  type SetState,
} from '../recovery/set-state.ts';
import type { BlockSink } from '../scanning/disc-target.ts';
import type { SetDescription } from '../set/description.ts';
import type { DiscProblem } from './disc-problem.ts';

/** Keeps the blocks of a set where they are wanted again. */
export interface BlockKeeper {
  keep(disc: DiscState, block: number, bytes: Uint8Array): Promise<void>;
}

/** What was seen of one disc. */
export interface DiscNotes {
  /** Names of the media on which it was found. */
  readonly media: Set<string>;
  /** What is wrong with it besides lost blocks. */
  readonly problems: DiscProblem[];
}

/** A set while its discs are read. */
export class ReadingSet {
  readonly index: SetIndex;
  readonly description: SetDescription;
  readonly state: SetState;
  /** Notes on each disc, in the order of their numbers. */
  readonly notes: readonly DiscNotes[];
  readonly #keeper: BlockKeeper | null;
  /** What was restored from other blocks, by the number of the disc. */
  readonly #restored = new Map<number, BlockSet>();

  constructor(index: SetIndex, description: SetDescription, keeper: BlockKeeper | null, state?: SetState) {
    this.index = index;
    this.description = description;
    this.state = state ?? createSetState(description);
    this.notes = description.discs.map(() => ({ media: new Set<string>(), problems: [] }));
    this.#keeper = keeper;
  }

  /** Notes that a disc is on a medium. */
  noteMedium(number: number, name: string): void {
    const { media } = this.notes[number - 1]!;
    // What was restored of a disc that nobody had seen may be right on it.
    if (media.size === 0) this.#restored.delete(number);
    media.add(name);
  }

  /** Notes that blocks were restored from others. */
  noteRestored({ layout: { number }, good }: DiscState, { start, count }: BlockRange): void {
    const restored = this.#restored.get(number) ?? new BlockSet(good.size, good.mark);
    this.#restored.set(number, restored);
    for (let block = start; block < start + count; block += 1) restored.add(block);
  }

  /** A state of this set without what was restored: as its discs are. */
  withoutRestored({ data, spare }: SetState): SetState {
    const strip = ({ layout, good }: DiscState): DiscState => {
      const restored = this.#restored.get(layout.number);
      return { layout, good: restored === undefined ? good : good.without(restored) };
    };
    return { data: data.map(strip), spare: spare.map(strip) };
  }

  /** Takes blocks of a disc: all of them where they are only checked, the useful ones where they are kept. */
  sinkOf(number: number): BlockSink {
    const disc = discsOf(this.state)[number - 1]!;
    const { contentBlocks } = disc.layout.stripes;
    return {
      wants: (block) =>
        !disc.good.has(block) && (this.#keeper === null || this.#isUseful(disc, block >= contentBlocks)),
      take: async (block, count, bytes) => {
        await this.#keeper?.keep(disc, block, bytes);
        for (let index = block; index < block + count; index += 1) disc.good.add(index);
      },
    };
  }

  /** Nothing is of use once all data discs are complete; and of a disc whose content is there, its parity is not. */
  #isUseful(disc: DiscState, isParity: boolean): boolean {
    if (isComplete(this.state)) return false;
    return !isParity || countMissingContent(disc) > 0;
  }
}

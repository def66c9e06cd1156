import { type BlockRange, BlockSet } from '../format/block-set.ts';
import type { SetDescription } from '../format/description.ts';
import type { SetIndex } from '../format/set-index.ts';
import {
  countMissingContent,
  createSetState,
  type DiscState,
  discsOf,
  isComplete,
  type SetState,
} from '../recovery/set-state.ts';
import type { BlockSink } from './disc-target.ts';

/**
 * Something wrong with a disc that costs no evidence: a file beside it, its directory, a copy of its index
 * or of itself. A file that an operating system adds (`file-of-system`) is told, and nothing is wrong.
 */
export interface DiscProblem {
  readonly kind:
    | 'file-missing'
    | 'file-altered'
    | 'file-unexpected'
    | 'file-of-system'
    | 'directory-damaged'
    | 'index-damaged'
    | 'copy-damaged';
  /** Path of the file on the disc, untrusted; of a copy the name of its medium; null where it is about no file. */
  readonly file: string | null;
}

/** How many problems of a disc are told. */
export const MOST_PROBLEMS = 100;

/** Keeps the blocks of a set where they are wanted again. */
export interface BlockKeeper {
  keep(disc: DiscState, block: number, bytes: Uint8Array): Promise<void>;
}

/** A medium on which a disc was found. */
interface MediumNote {
  readonly name: string;
  /** Whether it lacks blocks, which another copy of the disc may have. Known only where discs are checked. */
  readonly isDamaged: boolean;
}

/** What was seen of one disc. */
export interface DiscNotes {
  readonly media: MediumNote[];
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
    this.notes = description.discs.map(() => ({ media: [], problems: [] }));
    this.#keeper = keeper;
  }

  /** Notes that a disc is on a medium, and what took its blocks, if that took no others. */
  noteMedium(number: number, name: string, sink: BlockSink | null): void {
    const { media } = this.notes[number - 1]!;
    // What was restored of a disc that nobody had seen may be right on it.
    if (media.length === 0) this.#restored.delete(number);
    const lacksBlocks = sink !== null && sink.good.count < sink.good.size;
    media.push({ name, isDamaged: this.#keeper === null && lacksBlocks });
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

  /**
   * Takes blocks of a disc from one medium: the useful ones where they are kept; where they are only checked, all of
   * them, those too that another copy of the disc had.
   */
  sinkOf(number: number): BlockSink {
    const disc = discsOf(this.state)[number - 1]!;
    const { contentBlocks } = disc.layout.stripes;
    const isKept = this.#keeper !== null;
    const good = isKept ? disc.good : new BlockSet(disc.good.size, disc.good.mark);
    return {
      good,
      wants: (block) => !good.has(block) && (!isKept || this.#isUseful(disc, block >= contentBlocks)),
      take: async (block, count, bytes) => {
        await this.#keeper?.keep(disc, block, bytes);
        for (let index = block; index < block + count; index += 1) {
          good.add(index);
          disc.good.add(index);
        }
      },
    };
  }

  /** Nothing is of use once all data discs are complete; and of a disc whose content is there, its parity is not. */
  #isUseful(disc: DiscState, isParity: boolean): boolean {
    if (isComplete(this.state)) return false;
    return !isParity || countMissingContent(disc) > 0;
  }
}

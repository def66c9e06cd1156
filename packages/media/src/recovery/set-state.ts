import { BlockSet } from '../geometry/block-set.ts';
import type { SetDescription } from '../set/description.ts';
import { type DiscLayout, layOutDisc } from '../set/disc-layout.ts';

/** Which blocks of a disc are there. */
export interface DiscState {
  readonly layout: DiscLayout;
  /** By block number: the content first, then the parity. */
  readonly good: BlockSet;
}

/** Which blocks of a set are there. */
export interface SetState {
  readonly data: readonly DiscState[];
  readonly spare: readonly DiscState[];
}

/** A set of which nothing is there yet. */
export function createSetState(description: SetDescription): SetState {
  const discs = description.discs.map(({ number }) => {
    const layout = layOutDisc(description, number);
    return { layout, good: new BlockSet(layout.blocks, layout.stripes.contentBlocks) };
  });
  return {
    data: discs.filter(({ layout }) => layout.kind === 'data'),
    spare: discs.filter(({ layout }) => layout.kind === 'spare'),
  };
}

/** A copy, to try things out on. */
export function cloneSetState({ data, spare }: SetState): SetState {
  const clone = ({ layout, good }: DiscState): DiscState => ({ layout, good: good.clone() });
  return { data: data.map(clone), spare: spare.map(clone) };
}

/** Data and spare discs, in the order of their numbers. */
export function discsOf({ data, spare }: SetState): readonly DiscState[] {
  return [...data, ...spare];
}

/** How many blocks of the content of a disc are missing. */
export function countMissingContent({ layout, good }: DiscState): number {
  return layout.stripes.contentBlocks - good.countBelowMark;
}

/** Whether the content of all data discs is there. */
export function isComplete({ data }: SetState): boolean {
  return data.every((disc) => countMissingContent(disc) === 0);
}

/** Whether every block of an item is there. */
export function isItemThere({ data }: SetState, item: number): boolean {
  return data.every(({ layout, good }) =>
    layout.files.every(
      ({ piece, firstBlock, blocks }) =>
        piece?.item !== item || good.missingRanges(firstBlock, firstBlock + blocks).next().done === true,
    ),
  );
}

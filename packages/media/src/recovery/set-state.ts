import { type BlockRange, BlockSet } from '../format/block-set.ts';
import type { SetDescription } from '../format/description.ts';
import { type DiscLayout, layOutDisc } from '../format/disc-layout.ts';

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

/** Carries out what the solver finds possible, before it is noted as done. */
export interface Repairer {
  /** Restores the missing content blocks of consecutive stripes of a disc. */
  repairStripes(disc: DiscState, stripes: BlockRange): Promise<void>;
  /** Restores the missing content blocks of the data discs at consecutive places from the same place on other discs. */
  repairAcross(state: SetState, blocks: BlockRange): Promise<void>;
}

/** Carries out nothing: to find out what would be possible. */
export const noRepairer: Repairer = {
  repairStripes: async () => undefined,
  repairAcross: async () => undefined,
};

/**
 * Restores whatever can be restored, within discs and across them in turn, because what one direction restores may be
 * what the other lacked. Ends when all content of the data discs is there or neither direction gets any further.
 * Source: docs/media-format.md § Repair.
 */
export async function solve(state: SetState, repairer: Repairer): Promise<void> {
  for (let progress = true; progress && !isComplete(state); ) {
    progress = false;
    for (const disc of discsOf(state)) progress = (await solveWithin(disc, repairer)) || progress;
    progress = (await solveAcross(state, repairer)) || progress;
  }
}

async function solveWithin(disc: DiscState, repairer: Repairer): Promise<boolean> {
  const { stripes } = disc.layout.stripes;
  if (countMissingContent(disc) === 0 || disc.good.count === 0) return false;
  let found = false;
  for (const range of rangesWhere(stripes, (stripe) => isSolvableWithin(disc, stripe))) {
    found = true;
    await repairer.repairStripes(disc, range);
    for (let stripe = range.start; stripe < range.start + range.count; stripe += 1) noteStripe(disc, stripe);
  }
  return found;
}

function isSolvableWithin({ layout, good }: DiscState, stripe: number): boolean {
  const { stripes, data, parity, contentBlocks, parityBlocks } = layout.stripes;
  let missing = 0;
  for (let column = 0; column < data; column += 1) {
    const block = column * stripes + stripe;
    if (block < contentBlocks && !good.has(block)) missing += 1;
  }
  if (missing === 0 || missing > parity) return false;
  for (let block = stripe; block < parityBlocks; block += stripes) if (!good.has(contentBlocks + block)) missing += 1;
  return missing <= parity;
}

function noteStripe({ layout, good }: DiscState, stripe: number): void {
  const { stripes, contentBlocks } = layout.stripes;
  for (let block = stripe; block < contentBlocks; block += stripes) good.add(block);
}

async function solveAcross(state: SetState, repairer: Repairer): Promise<boolean> {
  const { data, spare } = state;
  const [first] = spare;
  if (first === undefined || isComplete(state)) return false;
  let found = false;
  const { contentBlocks } = first.layout.stripes;
  for (const range of rangesWhere(contentBlocks, (block) => isSolvableAcross(state, block), startAcross(state))) {
    found = true;
    await repairer.repairAcross(state, range);
    for (const disc of data) {
      const end = Math.min(range.start + range.count, disc.layout.stripes.contentBlocks);
      disc.good.addRange(range.start, end);
    }
  }
  return found;
}

/** The first place that could be solved: before it, of too many discs there is nothing at all. */
function startAcross({ data, spare }: SetState): number {
  const absent = data.filter(({ good }) => good.count === 0).map(({ layout }) => layout.stripes.contentBlocks);
  return absent.sort((a, b) => b - a)[spare.length] ?? 0;
}

function isSolvableAcross({ data, spare }: SetState, block: number): boolean {
  let missing = 0;
  for (const { layout, good } of data) if (block < layout.stripes.contentBlocks && !good.has(block)) missing += 1;
  if (missing === 0 || missing > spare.length) return false;
  for (const { good } of spare) if (!good.has(block)) missing += 1;
  return missing <= spare.length;
}

/** Maximal ranges of numbers below a bound, from another one on, that pass a test. */
function* rangesWhere(bound: number, test: (number: number) => boolean, first = 0): Generator<BlockRange, void> {
  for (let start = first; start < bound; start += 1) {
    if (!test(start)) continue;
    let end = start + 1;
    while (end < bound && test(end)) end += 1;
    yield { start, count: end - start };
    start = end;
  }
}

import type { BlockRange } from '../geometry/block-set.ts';
import { countMissingContent, type DiscState, discsOf, isComplete, type SetState } from './set-state.ts';

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

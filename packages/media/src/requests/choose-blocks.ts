import { type BlockRange, BlockSet } from '../geometry/block-set.ts';
import {
  cloneSetState,
  countMissingContent,
  type DiscState,
  isComplete,
  type SetState,
} from '../recovery/set-state.ts';
import { noRepairer, solve } from '../recovery/solve.ts';

/** Blocks of one data disc. */
export interface ChosenBlocks {
  readonly disc: number;
  readonly ranges: readonly BlockRange[];
}

/**
 * The blocks to ask for so that all the rest can be restored: of each stripe that lacks too many, only as many as it
 * lacks too many.
 */
export async function chooseBlocks(state: SetState): Promise<readonly ChosenBlocks[]> {
  const rest = cloneSetState(state);
  const chosen = new Map(rest.data.map((disc) => [disc, new BlockSet(disc.good.size, disc.good.mark)]));
  for (await solve(rest, noRepairer); !isComplete(rest); await solve(rest, noRepairer)) {
    const disc = rest.data.find((each) => countMissingContent(each) > 0)!;
    for (const { start, count } of chooseOfDisc(disc)) {
      chosen.get(disc)!.addRange(start, start + count);
      disc.good.addRange(start, start + count);
    }
  }
  return [...chosen]
    .filter(([, blocks]) => blocks.count > 0)
    .map(([disc, blocks]) => ({ disc: disc.layout.number, ranges: [...blocks.ranges()] }));
}

function* chooseOfDisc({ layout, good }: DiscState): Generator<BlockRange, void> {
  const { stripes, contentBlocks, parityBlocks, parity } = layout.stripes;
  // Of a disc that nobody has seen there is no parity either.
  if (good.count === 0) return yield { start: 0, count: contentBlocks };
  for (let stripe = 0; stripe < stripes; stripe += 1) {
    const missing: number[] = [];
    for (let block = stripe; block < contentBlocks; block += stripes) if (!good.has(block)) missing.push(block);
    let usable = parity;
    for (let block = stripe; block < parityBlocks; block += stripes) if (!good.has(contentBlocks + block)) usable -= 1;
    for (const block of missing.slice(0, Math.max(0, missing.length - usable))) yield { start: block, count: 1 };
  }
}

import type { BlockRange } from '../geometry/block-set.ts';
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
  const chosen = new Map<DiscState, Set<number>>(rest.data.map((disc) => [disc, new Set()]));
  for (await solve(rest, noRepairer); !isComplete(rest); await solve(rest, noRepairer)) {
    const disc = rest.data.find((each) => countMissingContent(each) > 0)!;
    for (const block of chooseOfDisc(disc)) {
      chosen.get(disc)!.add(block);
      disc.good.add(block);
    }
  }
  return [...chosen]
    .filter(([, blocks]) => blocks.size > 0)
    .map(([disc, blocks]) => ({ disc: disc.layout.number, ranges: toRanges(blocks) }));
}

function chooseOfDisc({ layout, good }: DiscState): number[] {
  const { stripes, contentBlocks, parityBlocks, parity } = layout.stripes;
  const chosen: number[] = [];
  for (let stripe = 0; stripe < stripes; stripe += 1) {
    const missing: number[] = [];
    for (let block = stripe; block < contentBlocks; block += stripes) if (!good.has(block)) missing.push(block);
    let usable = parity;
    for (let block = stripe; block < parityBlocks; block += stripes) if (!good.has(contentBlocks + block)) usable -= 1;
    if (missing.length > usable) chosen.push(...missing.slice(0, missing.length - usable));
  }
  return chosen;
}

function toRanges(blocks: ReadonlySet<number>): BlockRange[] {
  const ranges: { start: number; count: number }[] = [];
  for (const block of [...blocks].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last.start + last.count === block) last.count += 1;
    else ranges.push({ start: block, count: 1 });
  }
  return ranges;
}

import { BlockSet } from '../geometry/block-set.ts';
import { cloneSetState, type DiscState, discsOf, isComplete, type SetState } from '../recovery/set-state.ts';
import { noRepairer, solve } from '../recovery/solve.ts';

/**
 * Discs among those that were not seen which, if they are well, suffice together with what is there: none left out that
 * could be. Null where even all of them do not suffice.
 */
export async function findNeededDiscs(state: SetState, unseen: readonly number[]): Promise<readonly number[] | null> {
  if (!(await sufficesWith(state, unseen))) return null;
  let needed = unseen;
  for (const number of unseen.toReversed()) {
    const fewer = needed.filter((other) => other !== number);
    if (await sufficesWith(state, fewer)) needed = fewer;
  }
  return needed;
}

async function sufficesWith(state: SetState, numbers: readonly number[]): Promise<boolean> {
  const supposed = cloneSetState(state);
  const fill = (disc: DiscState): DiscState =>
    numbers.includes(disc.layout.number) ? { ...disc, good: full(disc) } : disc;
  const filled = { data: supposed.data.map(fill), spare: supposed.spare.map(fill) };
  await solve(filled, noRepairer);
  return discsOf(filled).length > 0 && isComplete(filled);
}

function full({ good }: DiscState): BlockSet {
  const set = new BlockSet(good.size, good.mark);
  set.addRange(0, good.size);
  return set;
}

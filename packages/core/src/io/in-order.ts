/** A budget for what is under way, such as bytes: an item that would exceed `limit` waits, unless it is the only one. */
export interface WeightLimit<Item> {
  /** Asked before the item is mapped. */
  readonly weigh: (item: Item) => number;
  readonly limit: number;
}

/**
 * Maps the items of a source with up to `concurrency` (at least one; asked anew each time where it is a function) under way at once, and gives the results in the
 * order of the items. An item is under way from when it is begun until its result was taken. Whatever fails, the results
 * of all items before it are given first, so that nothing depends on who was faster.
 */
export async function* mapInOrder<Item, Result>(
  source: AsyncIterable<Item>,
  concurrency: number | (() => number),
  map: (item: Item) => Promise<Result>,
  { weigh, limit }: WeightLimit<Item> = { weigh: () => 0, limit: 0 },
): AsyncGenerator<Result, void> {
  const bound = typeof concurrency === 'number' ? () => concurrency : concurrency;
  const items = source[Symbol.asyncIterator]();
  const underWay: { readonly weight: number; readonly result: Promise<Result> }[] = [];
  let weight = 0;
  /** What was taken and not begun: an item for which the budget has no room yet, or the end. */
  let next: { readonly value: Item } | End | null = null;
  try {
    for (;;) {
      while (underWay.length === 0 || underWay.length < bound()) {
        next ??= await take(items);
        if (!('value' in next)) break;
        const own = weigh(next.value);
        if (underWay.length > 0 && weight + own > limit) break;
        underWay.push({ weight: own, result: start(map(next.value)) });
        weight += own;
        next = null;
      }
      const first = underWay.shift();
      if (first === undefined) break;
      yield await first.result;
      weight -= first.weight;
    }
  } finally {
    if (next === null || 'value' in next) await items.return?.();
  }
  if (next !== null && 'error' in next) throw next.error;
}

/** How a source ended: with an error, or well. */
type End = { readonly error: unknown } | { readonly ended: true };

async function take<Item>(items: AsyncIterator<Item>): Promise<{ readonly value: Item } | End> {
  try {
    const { done, value } = await items.next();
    return done === true ? { ended: true } : { value };
  } catch (error) {
    return { error };
  }
}

/** The same promise, whose failure counts when its turn comes, and until then does not go unhandled. */
function start<Result>(result: Promise<Result>): Promise<Result> {
  result.catch(() => undefined);
  return result;
}

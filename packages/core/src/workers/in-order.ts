/** Bounds what is under way by its weight too: while it is `limit` or more, no further item is taken. */
export interface WeightLimit<Item> {
  /** Asked before the item is mapped. */
  readonly weigh: (item: Item) => number;
  readonly limit: number;
}

/**
 * Maps the items of a source with up to `concurrency` (at least one) under way at once, from when they are taken until
 * their results are given, and gives the results in the order of the items. Whatever fails, the results of all items before it are given first, so that nothing depends on
 * who was faster.
 */
export async function* mapInOrder<Item, Result>(
  source: AsyncIterable<Item>,
  concurrency: number,
  map: (item: Item) => Promise<Result>,
  { weigh, limit }: WeightLimit<Item> = { weigh: () => 0, limit: 1 },
): AsyncGenerator<Result, void> {
  const items = source[Symbol.asyncIterator]();
  const underWay: { readonly weight: number; readonly result: Promise<Result> }[] = [];
  let weight = 0;
  let end: End | null = null;
  try {
    while (end === null || underWay.length > 0) {
      while (end === null && (underWay.length === 0 || (underWay.length < concurrency && weight < limit))) {
        const next: { readonly value: Item } | End = await take(items);
        if ('value' in next) {
          const own = weigh(next.value);
          underWay.push({ weight: own, result: start(map(next.value)) });
          weight += own;
        } else end = next;
      }
      const first = underWay.shift();
      if (first === undefined) continue;
      yield await first.result;
      weight -= first.weight;
    }
  } finally {
    if (end === null) await items.return?.();
  }
  if ('error' in end) throw end.error;
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

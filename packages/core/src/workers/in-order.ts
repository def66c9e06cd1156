/**
 * Maps the items of a source with up to `concurrency` (at least one) under way at once, and gives the results in the
 * order of the items. Whatever fails, the results of all items before it are given first, so that nothing depends on
 * who was faster.
 */
export async function* mapInOrder<Item, Result>(
  source: AsyncIterable<Item>,
  concurrency: number,
  map: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void> {
  const items = source[Symbol.asyncIterator]();
  const underWay: Promise<Result>[] = [];
  let end: End | null = null;
  try {
    while (end === null || underWay.length > 0) {
      while (end === null && (underWay.length === 0 || underWay.length < concurrency)) {
        const next: { readonly value: Item } | End = await take(items);
        if ('value' in next) underWay.push(start(map(next.value)));
        else end = next;
      }
      if (underWay.length > 0) yield await underWay.shift()!;
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

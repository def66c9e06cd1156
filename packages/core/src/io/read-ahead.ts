/**
 * The items of `source` in order, the next one being asked for while the caller works on the current one.
 * Leaving the loop early closes `source`.
 */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let next = ask(iterator);
  try {
    for (;;) {
      const result = await next;
      if (result.done) return;
      next = ask(iterator);
      yield result.value;
    }
  } finally {
    await iterator.return?.();
  }
}

function ask<T>(iterator: AsyncIterator<T>): Promise<IteratorResult<T>> {
  const next = iterator.next();
  // A failure counts when its item is awaited. Until then, or if the caller leaves before, it is not "unhandled".
  next.catch(() => undefined);
  return next;
}

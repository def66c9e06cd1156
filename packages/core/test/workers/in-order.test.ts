import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapInOrder } from '../../src/io/in-order.ts';

/** A source of the numbers below `length`, which fails in the end where it is told to, and notes what becomes of it. */
function createSource(length: number, failure?: Error) {
  const state = { taken: 0, closed: false };
  async function* items(): AsyncGenerator<number, void> {
    try {
      for (; state.taken < length; state.taken++) yield state.taken;
      if (failure !== undefined) throw failure;
    } finally {
      state.closed = true;
    }
  }
  return { items: items(), state };
}

/** What came out before the end, and the error that was the end. */
async function drain(results: AsyncIterable<number>): Promise<{ found: number[]; error: unknown }> {
  const found: number[] = [];
  try {
    for await (const result of results) found.push(result);
    return { found, error: null };
  } catch (error) {
    return { found, error };
  }
}

const lengths = fc.integer({ min: 0, max: 12 });
const concurrencies = fc.constantFrom(1, 2, 3, 8);

describe('mapInOrder', () => {
  it('gives the results in the order of the items, whichever is done first, with no more under way than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), lengths, concurrencies, async (scheduler, length, concurrency) => {
        let underWay = 0;
        let most = 0;
        const map = async (item: number) => {
          most = Math.max(most, ++underWay);
          await scheduler.schedule(Promise.resolve());
          underWay--;
          return 2 * item;
        };
        const { items, state } = createSource(length);
        const { found, error } = await scheduler.waitFor(drain(mapInOrder(items, concurrency, map)));
        expect({ found, error }).toEqual({ found: Array.from({ length }, (_, item) => 2 * item), error: null });
        expect(most).toBe(Math.min(concurrency, length));
        expect(state.closed).toBe(true);
      }),
    );
  });

  it('gives all results before the first item that fails, whichever fails first, and closes the source', async () => {
    const failing = fc.uniqueArray(fc.nat(11), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), failing, concurrencies, async (scheduler, failing, concurrency) => {
        const map = async (item: number) => {
          await scheduler.schedule(Promise.resolve());
          if (failing.includes(item)) throw new Error(`item ${item}`);
          return item;
        };
        const { items, state } = createSource(12);
        const { found, error } = await scheduler.waitFor(drain(mapInOrder(items, concurrency, map)));
        const first = Math.min(...failing);
        expect(found).toEqual(Array.from({ length: first }, (_, item) => item));
        expect(error).toEqual(new Error(`item ${first}`));
        expect(state.closed).toBe(true);
        expect(state.taken).toBeLessThanOrEqual(first + concurrency);
      }),
    );
  });

  it('gives the results of all items before it says how the source failed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), lengths, concurrencies, async (scheduler, length, concurrency) => {
        const failure = new Error('the source');
        const { items } = createSource(length, failure);
        const map = (item: number) => scheduler.schedule(Promise.resolve(item));
        const { found, error } = await scheduler.waitFor(drain(mapInOrder(items, concurrency, map)));
        expect(found).toHaveLength(length);
        expect(error).toBe(failure);
      }),
    );
  });

  it('begins no item that would take what is under way over a limit, until room was made or nothing else is', async () => {
    const weights = fc.array(fc.integer({ min: 1, max: 15 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), weights, concurrencies, async (scheduler, weights, concurrency) => {
        const limit = 10;
        const underWay = new Set<number>();
        const map = async (item: number) => {
          underWay.add(item);
          const weight = [...underWay].reduce((total, other) => total + weights[other]!, 0);
          expect(weight <= limit || underWay.size === 1).toBe(true);
          await scheduler.schedule(Promise.resolve());
          return item;
        };
        const { items } = createSource(weights.length);
        const weigh = (item: number) => weights[item]!;
        async function* taken(): AsyncGenerator<number, void> {
          for await (const item of mapInOrder(items, concurrency, map, { weigh, limit })) {
            await scheduler.schedule(Promise.resolve());
            yield item;
            underWay.delete(item);
          }
        }
        const { found, error } = await scheduler.waitFor(drain(taken()));
        expect({ found, error }).toEqual({ found: [...weights.keys()], error: null });
      }),
    );
  });

  it('closes the source when nobody asks for more, and takes no further item', async () => {
    const { items, state } = createSource(100);
    const results = mapInOrder(items, 3, async (item) => item);
    expect(await results.next()).toEqual({ done: false, value: 0 });
    await results.return();
    expect(state).toEqual({ taken: 2, closed: true });
    expect(await results.next()).toEqual({ done: true, value: undefined });
  });

  it.each([0, -1, Number.NaN])('takes one item after the other at a concurrency of %d', async (concurrency) => {
    const { items } = createSource(3);
    expect(await drain(mapInOrder(items, concurrency, async (item) => item))).toEqual({
      found: [0, 1, 2],
      error: null,
    });
  });
});

import { InterconnectError } from '../errors/interconnect-error.ts';

/** A mutex for each key: work on one key is done by one caller at a time, in the order of the calls. */
export type KeyedMutex = <Result>(key: string, perform: () => Promise<Result>) => Promise<Result>;

/** A queue for each key, in which so many callers are at most, the one at work included. Throws `receiver-busy` beyond. */
export function createKeyedMutex(most: number = Number.POSITIVE_INFINITY): KeyedMutex {
  const queues = new Map<string, { readonly last: Promise<unknown>; readonly length: number }>();

  function leave(key: string): void {
    const { last, length } = queues.get(key)!;
    if (length === 1) queues.delete(key);
    else queues.set(key, { last, length: length - 1 });
  }

  return async (key, perform) => {
    const { last, length } = queues.get(key) ?? { last: Promise.resolve(), length: 0 };
    if (length >= most) throw new InterconnectError('receiver-busy');
    const turn = last.then(perform);
    queues.set(key, { last: turn.catch(() => undefined), length: length + 1 });
    try {
      return await turn;
    } finally {
      leave(key);
    }
  };
}

/** A semaphore: only so many pieces of work are done at the same time; the others wait, in the order of the calls. */
export function createSemaphore(count: number): <Result>(perform: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let free = count;

  async function take(): Promise<void> {
    if (free > 0) {
      free -= 1;
      return;
    }
    // Whoever is done hands on the permit, so that nobody comes in between.
    // biome-ignore lint/plugin: whoever has a permit gives it back, whatever comes of the work.
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function give(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  return async (perform) => {
    await take();
    try {
      return await perform();
    } finally {
      give();
    }
  };
}

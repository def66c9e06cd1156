import { setTimeout } from 'node:timers/promises';
import { InterconnectError } from '../errors/interconnect-error.ts';

/** Who is writing to which upload: one at a time. */
export interface Writers {
  /**
   * Runs what writes to an upload, which ends in a moment once its signal is aborted: a second writer makes the first stop,
   * as that may hold a connection of which only the other end knows that it is dead. What the first had written stays.
   * Throws `receiver-busy` where the first does not stop.
   */
  write<Result>(id: string, perform: (displaced: AbortSignal) => Promise<Result>): Promise<Result>;
  /** Waits until nobody writes to the upload any more, for a moment at most. */
  whenIdle(id: string): Promise<void>;
}

/** How long a writer that another one displaces may go on, in milliseconds: what is on its way still comes. */
const GRACE = 100;

/** How long the second writer of an upload waits for the first to stop, in milliseconds. */
const PATIENCE = 5_000;

/** A connection that broke is read to its end in this time, in milliseconds; one that is merely silent never is. */
const MOMENT = 1_000;

/** A writer at work. */
interface Writer {
  readonly stopping: AbortController;
  /** Settles when it has stopped, and never fails. */
  readonly stopped: Promise<unknown>;
}

/** Keeps account of the writers. */
export function createWriters(patience: number = PATIENCE): Writers {
  const writing = new Map<string, Writer>();

  return {
    async write(id, perform) {
      const deadline = performance.now() + patience;
      // Nothing is awaited between the last look and taking the place.
      for (let writer = writing.get(id); writer !== undefined; writer = writing.get(id)) {
        if (performance.now() >= deadline) throw new InterconnectError('receiver-busy');
        const { stopping, stopped } = writer;
        void setTimeout(GRACE).then(() => stopping.abort());
        await within(stopped, deadline - performance.now());
      }
      const stopping = new AbortController();
      const written = perform(stopping.signal);
      const writer: Writer = { stopping, stopped: written.catch(() => undefined) };
      writing.set(id, writer);
      try {
        return await written;
      } finally {
        writing.delete(id);
      }
    },
    async whenIdle(id) {
      const writer = writing.get(id);
      if (writer !== undefined) await within(writer.stopped, MOMENT);
    },
  };
}

/** Waits until it is done, for so many milliseconds at most. */
async function within(done: Promise<unknown>, milliseconds: number): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  await Promise.race([done, setTimeout(Math.max(0, milliseconds), undefined, { signal }).catch(() => undefined)]);
  waiting.abort();
}

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

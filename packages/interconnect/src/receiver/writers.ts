import { setTimeout } from 'node:timers/promises';

/** Who is writing to which upload. */
export interface Writers {
  /** Runs what writes to an upload. */
  write<Result>(id: string, perform: () => Promise<Result>): Promise<Result>;
  /** Waits until nobody writes to the upload any more, for a moment at most. */
  settle(id: string): Promise<void>;
}

/** A connection that broke is read to its end in this time, in milliseconds; one that is merely silent never is. */
const MOMENT = 1_000;

/** Keeps account of the writers. */
export function createWriters(): Writers {
  const writing = new Map<string, Promise<unknown>>();
  return {
    async write(id, perform) {
      const written = perform();
      const settled = written.catch(() => undefined);
      writing.set(id, settled);
      try {
        return await written;
      } finally {
        if (writing.get(id) === settled) writing.delete(id);
      }
    },
    async settle(id) {
      const written = writing.get(id);
      if (written === undefined) return;
      const waiting = new AbortController();
      const { signal } = waiting;
      await Promise.race([written, setTimeout(MOMENT, undefined, { signal }).catch(() => undefined)]);
      waiting.abort();
    },
  };
}

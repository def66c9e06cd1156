import type { Reception } from '@scelle/verify';
import type { ReceiverLimits } from './limits.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { UploadRegister } from './upload-register.ts';
import type { Writers } from './writers.ts';

/** What the parts of a receiver work with. */
export interface Work {
  readonly reception: Reception;
  readonly register: UploadRegister;
  readonly writers: Writers;
  readonly limits: ReceiverLimits;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly now: () => Date;
  /** Lets work on one key be done by one caller at a time, in the order of the calls. */
  readonly inTurn: <Result>(key: string, perform: () => Promise<Result>) => Promise<Result>;
  /** Bounds how much is verified at the same time. */
  readonly inSlot: <Result>(perform: () => Promise<Result>) => Promise<Result>;
}

/** A queue for each key. */
export function createTurns(): Work['inTurn'] {
  const queues = new Map<string, Promise<unknown>>();
  return async (key, perform) => {
    const turn = (queues.get(key) ?? Promise.resolve()).then(perform);
    const settled = turn.catch(() => undefined);
    queues.set(key, settled);
    try {
      return await turn;
    } finally {
      if (queues.get(key) === settled) queues.delete(key);
    }
  };
}

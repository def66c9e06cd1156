import { AsyncLocalStorage } from 'node:async_hooks';
import { StationError } from '../../errors/station-error.ts';

/** Lets the changes of one ledger run one after the other. */
export interface ChangeQueue {
  /**
   * Runs a change once those before it have ended, however they ended. Throws `ledger-change-nested` within another change
   * of the ledger, which would wait for itself.
   */
  run<Result>(change: () => Promise<Result>): Promise<Result>;
  /** Whether whoever asks is called by a change that is running. */
  isInside(): boolean;
}

/** Makes the queue of the changes of one ledger. */
export function createChangeQueue(): ChangeQueue {
  const inside = new AsyncLocalStorage<{ hasEnded: boolean }>();
  let last: Promise<unknown> = Promise.resolve();

  const isInside = () => inside.getStore()?.hasEnded === false;

  return {
    isInside,
    async run(change) {
      if (isInside()) throw new StationError('ledger-change-nested');
      const state = { hasEnded: false };
      const turn = last.then(() => inside.run(state, change));
      last = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        state.hasEnded = true;
      }
    },
  };
}

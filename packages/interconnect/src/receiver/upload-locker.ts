import { ERRORS, type Lock, type Locker, type RequestRelease } from '@tus/server';

/** How long the second writer of an upload waits for the first to stop, in milliseconds. */
const PATIENCE = 5_000;

interface Holder {
  readonly requestRelease: RequestRelease;
  readonly released: Promise<void>;
  readonly release: () => void;
}

/**
 * One writer an upload. A second one makes the first stop: it may hold a connection of which only the other end knows that
 * it is dead. What the first had written stays.
 */
export function createUploadLocker(patience: number = PATIENCE): Locker {
  const holders = new Map<string, Holder>();

  async function acquire(id: string, signal: AbortSignal, requestRelease: RequestRelease): Promise<void> {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    for (let holder = holders.get(id); holder !== undefined; holder = holders.get(id)) {
      if (deadline.aborted) throw ERRORS.ERR_LOCK_TIMEOUT;
      await holder.requestRelease();
      await Promise.race([holder.released, aborted(deadline)]);
    }
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    holders.set(id, { requestRelease, released, release });
  }

  function newLock(id: string): Lock {
    return {
      lock: (signal, requestRelease) => acquire(id, signal, requestRelease),
      async unlock() {
        const holder = holders.get(id);
        holders.delete(id);
        holder?.release();
      },
    };
  }

  return { newLock };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

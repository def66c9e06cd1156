import { CoreError } from '../errors/core-error.ts';

/**
 * The error to throw where a thread failed: `threads-unavailable` where it had answered nothing, and so had not been able
 * to start, or where the machine let it run no longer; otherwise the error as it is, a defect.
 */
export function toThreadError(error: unknown, hasAnswered: boolean): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  // Node says in different words and codes that it cannot open the files of a thread.
  const isOfMachine = !hasAnswered || code?.startsWith('ERR_WORKER_') === true;
  if (!isOfMachine) return error;
  return new CoreError('threads-unavailable', { found: code ?? String(error) }, { cause: error });
}

/** What a thread says first: its modules are loaded. */
export const THREAD_READY = 'ready';

/** As much of a thread of `node:worker_threads` as is needed to end it. */
interface EndableThread {
  on(event: 'message' | 'error' | 'exit', listener: (value: unknown) => void): unknown;
  ref(): void;
  terminate(): Promise<number>;
}

/** What ends the thread. To be called where the thread is started, so that nothing is missed that it says. */
export function prepareEnd(thread: EndableThread): () => Promise<void> {
  // biome-ignore lint/plugin: a thread that fails or ends need not be waited for.
  const ready = new Promise<void>((resolve) => {
    for (const event of ['message', 'error', 'exit'] as const) thread.on(event, () => resolve());
  });
  return async () => {
    // V8 aborts the whole process, now and then, where a thread is ended while its modules are loaded.
    thread.ref();
    await ready;
    await thread.terminate();
  };
}

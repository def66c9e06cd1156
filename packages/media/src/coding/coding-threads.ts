import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ByteRange } from '@scelle/core';
import { checkIntegers, prepareEnd, THREAD_READY, toSourceError, toThreadError } from '@scelle/core/internal';
import { type CodingResults, type CodingTask, memoryOf, performCoding } from './coding-tasks.ts';

/** The worker's file, which has the ending of this one: `.ts` in the sources, `.js` where it was built. */
const workerFile = new URL(`./coding-worker${extname(import.meta.url)}`, import.meta.url);

/** More are a mistake, unless there are as many processors. */
const MOST_THREADS: number = Math.max(256, availableParallelism());

type CodingAnswer = { readonly result: never } | { readonly error: unknown };

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Waiting[];
  /** Why it does not work; null while it does. A thread may fail before anybody asked it. */
  readonly failure: () => { readonly error: unknown } | null;
  readonly end: () => Promise<void>;
}

/** Threads that hash and compute parity. Made for `await using`. */
export class CodingThreads implements AsyncDisposable {
  readonly #threads: readonly Thread[];

  /** So many threads; with 0, the work is done in this one. Default: one for each processor. Throws `option-invalid`. */
  constructor(threads: number = availableParallelism()) {
    checkIntegers({ threads }, { threads: [0, MOST_THREADS] });
    this.#threads = Array.from({ length: threads }, startThread);
  }

  /** How many tasks should be under way so that no thread waits. */
  get concurrency(): number {
    return 2 * this.#threads.length + 1;
  }

  /** Does one piece of work; its large arrays must not be used any more. */
  async perform<Kind extends CodingTask['kind']>(
    task: Extract<CodingTask, { readonly kind: Kind }>,
  ): Promise<CodingResults[Kind]> {
    const [first, ...others] = this.#threads;
    if (first === undefined) return performCoding(task) as CodingResults[Kind];
    const thread = others.reduce((least, each) => (each.waiting.length < least.waiting.length ? each : least), first);
    return new Promise<CodingResults[Kind]>((resolve, reject) => {
      const failure = thread.failure();
      if (failure !== null) return reject(failure.error);
      thread.worker.postMessage(task, memoryOf(task));
      thread.worker.ref();
      thread.waiting.push({ resolve, reject });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { end } of this.#threads) await end();
  }
}

function startThread(): Thread {
  // Without the options of this program: some, such as `--input-type`, are about its own file.
  const worker = new Worker(workerFile, { execArgv: [] });
  const waiting: Waiting[] = [];
  let failure: { readonly error: unknown } | null = null;
  let hasAnswered = false;
  worker.unref();
  const end = prepareEnd(worker);
  worker.on('message', (answer: CodingAnswer | typeof THREAD_READY) => {
    if (answer === THREAD_READY) return;
    hasAnswered = true;
    const { resolve, reject } = waiting.shift()!;
    if (waiting.length === 0) worker.unref();
    if ('result' in answer) resolve(answer.result);
    else reject(answer.error);
  });
  const fail = (error: unknown): void => {
    failure ??= { error };
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  worker.on('error', (error) => fail(toThreadError(error, hasAnswered)));
  worker.on('messageerror', fail);
  worker.on('exit', () => fail(new Error('A coding thread ended before it had answered.')));
  return { worker, waiting, end, failure: () => failure };
}

/**
 * Memory of one length, which is used again: a disc has thousands of pieces, and to give each memory of its own would
 * take the garbage collector longer than it takes to hash them. What is in it is whatever was there before.
 */
export class UsedMemory {
  readonly #length: number;
  readonly #free: Uint8Array[] = [];

  constructor(length: number) {
    this.#length = length;
  }

  /** Memory of `length` bytes. */
  take(length: number): Uint8Array {
    return (length === this.#length ? this.#free.pop() : undefined) ?? Buffer.allocUnsafeSlow(length);
  }

  /** Takes memory back that nobody uses any more. */
  give(bytes: Uint8Array): void {
    if (bytes.length === this.#length) this.#free.push(bytes);
  }
}

/** SHA-256, hex, of a file of so many bytes and of a range within it, side by side. Throws core's `source-…` codes. */
export async function digestBatch(
  threads: CodingThreads,
  file: string,
  bytes: number,
  { start, end }: ByteRange,
): Promise<{ readonly whole: string; readonly payload: string }> {
  try {
    const [whole, payload] = await Promise.all([
      threads.perform({ kind: 'file', file, start: 0, end: bytes }),
      threads.perform({ kind: 'file', file, start, end }),
    ]);
    return { whole: whole.digest, payload: payload.digest };
  } catch (error) {
    throw toSourceError(error, file);
  }
}

import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CoreError } from '../errors/core-error.ts';
import { claimMemory } from '../io/own-memory.ts';
import { largeArrays, lentMemory } from './lent-memory.ts';
import type { Answer, Request } from './protocol.ts';

/** The worker's file, which has the ending of this one: `.ts` in the sources, `.js` where it was built. */
const workerFile = new URL(`./group-worker${extname(import.meta.url)}`, import.meta.url);

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** One thread, with the requests that it has not answered yet. It keeps the process alive only while there are any. */
export class WorkerThread {
  /** Without the options of this program: some, such as `--input-type`, are about its own file. */
  readonly #worker = new Worker(workerFile, { execArgv: [] });
  readonly #waiting: Waiting[] = [];
  #failure: { readonly error: unknown } | null = null;

  constructor() {
    this.#worker.unref();
    this.#worker.on('message', (answer: Answer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('messageerror', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('A worker thread ended before it had answered.')));
  }

  /** Number of requests that wait for an answer. */
  get load(): number {
    return this.#waiting.length;
  }

  /** Sends a request with the memory of its arrays. Rejects where the thread has ended, or ends before it answers. */
  ask(request: Request): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      if (this.#failure !== null) return reject(this.#failure.error);
      // Sent before it waits: a request that cannot be sent must not take the answer to the next one.
      this.#worker.postMessage(request, lentMemory(largeArrays(request)));
      this.#worker.ref();
      this.#waiting.push({ resolve, reject });
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(answer: Answer): void {
    for (const bytes of largeArrays(answer)) claimMemory(bytes);
    const { resolve, reject } = this.#waiting.shift()!;
    if (this.#waiting.length === 0) this.#worker.unref();
    if ('refused' in answer) reject(new CoreError(answer.refused.code, answer.refused.details));
    else if ('crashed' in answer) reject(answer.crashed);
    else resolve(answer);
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CoreError } from '../errors/core-error.ts';
import type { Answer, Request } from './protocol.ts';
import { transferable } from './transferable.ts';

/** The worker's file, which has the ending of this one: `.ts` in the sources, `.js` where it was built. */
const workerFile = new URL(`./group-worker${extname(import.meta.url)}`, import.meta.url);

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/** One thread, with the requests that it has not answered yet. It keeps the process alive only while there are any. */
export class WorkerThread {
  readonly #worker = new Worker(workerFile);
  readonly #waiting: Waiting[] = [];

  constructor() {
    this.#worker.unref();
    this.#worker.on('message', (answer: Answer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('A worker thread ended before it had answered.')));
  }

  /** Number of requests that wait for an answer. */
  get load(): number {
    return this.#waiting.length;
  }

  /** Sends a request; memory that it owns is lent to the thread. */
  ask<Result>(request: Request): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#worker.ref();
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(request, transferable(request));
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(answer: Answer): void {
    const { resolve, reject } = this.#waiting.shift()!;
    if (this.#waiting.length === 0) this.#worker.unref();
    if ('result' in answer) resolve(answer.result as never);
    else if ('refused' in answer) reject(new CoreError(answer.refused.code, answer.refused.details));
    else reject(answer.crashed);
  }

  #fail(error: unknown): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

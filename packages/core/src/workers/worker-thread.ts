import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CoreError, type CoreErrorCode } from '../errors/core-error.ts';
import type { ErrorDetails } from '../errors/define-errors.ts';
import { claimMemory, isOwnMemory } from '../io/own-memory.ts';
import type { ReadRun } from '../lines/read-lines.ts';
import type { CompressedFrame, CompressTask, ExaminedGroup, ExamineTask } from './group-tasks.ts';
import { prepareEnd, THREAD_READY, toThreadError } from './thread-failure.ts';

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
  readonly #end = prepareEnd(this.#worker);
  readonly #waiting: Waiting[] = [];
  #failure: { readonly error: unknown } | null = null;
  #hasAnswered = false;

  constructor() {
    this.#worker.unref();
    this.#worker.on('message', (answer: Answer | typeof THREAD_READY) => {
      if (answer !== THREAD_READY) this.#passOn(answer);
    });
    this.#worker.on('error', (error) => this.#fail(toThreadError(error, this.#hasAnswered)));
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
    await this.#end();
  }

  #passOn(answer: Answer): void {
    this.#hasAnswered = true;
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

/** What a worker is asked. Profiles go by name: only the built-in ones exist in a worker. */
export type Request =
  | { readonly name: 'examineGroup'; readonly profile: string; readonly task: ExamineTask }
  | { readonly name: 'readLines'; readonly profile: string; readonly input: Uint8Array }
  | { readonly name: 'compressGroups'; readonly task: CompressTask };

/** What it answers: a result, a mistake in the data, or a defect. */
export type Answer =
  | { readonly examined: ExaminedGroup }
  | { readonly read: ReadRun }
  | { readonly compressed: CompressedFrame }
  | { readonly refused: { readonly code: CoreErrorCode; readonly details: ErrorDetails } }
  | { readonly crashed: unknown };

/**
 * The memory of those arrays that are ours: it changes threads without being copied, and is lost to the thread that
 * sends it. Arrays of somebody else are copied, and those that take less than half of their memory, which may hold others.
 */
export function lentMemory(arrays: readonly Uint8Array[]): ArrayBuffer[] {
  const buffers = arrays
    .filter((array) => isOwnMemory(array) && array.byteLength * 2 > array.buffer.byteLength)
    .map(({ buffer }) => buffer as ArrayBuffer);
  return [...new Set(buffers)];
}

/** The arrays of a message that may be large: they are lent, and belong to the thread that receives it. */
export function largeArrays(message: Request | Answer): readonly Uint8Array[] {
  if ('name' in message) return arraysOfRequest(message);
  if ('compressed' in message) return [message.compressed.frame];
  if ('read' in message) return [message.read.input, ...(message.read.accepted ? [message.read.accepted.lines] : [])];
  const kept = 'examined' in message ? message.examined.bytes : null;
  return kept === null ? [] : [kept.lines, ...kept.attachments];
}

function arraysOfRequest(request: Request): readonly Uint8Array[] {
  if (request.name === 'readLines') return [request.input];
  if (request.name === 'examineGroup') return [request.task.lines, ...request.task.attachments];
  return [...request.task.groups.map(({ lines }) => lines), request.task.attachments];
}

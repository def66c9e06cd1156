import type { Worker } from 'node:worker_threads';
import { CoreError, type CoreErrorCode } from '../errors/core-error.ts';
import type { ErrorDetails } from '../errors/define-errors.ts';
import { claimMemory, isOwnMemory } from '../io/own-memory.ts';
import type { ReadRun } from '../lines/read-lines.ts';
import type { ProfileModule } from '../record/profile.ts';
import type { CompressedFrame, CompressTask, ExaminedGroup, ExamineTask } from './group-tasks.ts';
import { THREAD_READY, toThreadError } from './thread-failure.ts';

/** What a thread is told to do. */
export type Request =
  | { readonly name: 'examineGroup'; readonly profile: NamedProfile; readonly task: ExamineTask }
  | { readonly name: 'readLines'; readonly profile: NamedProfile; readonly input: Uint8Array }
  | { readonly name: 'compressGroups'; readonly task: CompressTask };

/** A profile as it goes to a thread: a built-in one by its name, another by its module. */
export interface NamedProfile {
  readonly name: string;
  readonly module: ProfileModule | null;
}

/** What it answers: a result, a mistake in the data, or a defect. */
export type Answer =
  | { readonly examined: ExaminedGroup }
  | { readonly read: ReadRun }
  | { readonly compressed: CompressedFrame }
  | { readonly refused: { readonly code: CoreErrorCode; readonly details: ErrorDetails } }
  | { readonly crashed: unknown };

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Told of what becomes of a thread. */
export interface ThreadEvents {
  readonly onReady: () => void;
  /** Called once. Whatever waited for an answer was told before. */
  readonly onEnd: (thread: WorkerThread) => void;
}

/**
 * One thread, with the requests that it has not answered yet. It keeps the process alive while there are any, and while its
 * modules are loaded: V8 may abort where a process ends meanwhile.
 */
export class WorkerThread {
  readonly #worker: Worker;
  /** Settled once its modules are loaded, or it has failed. */
  readonly started: Promise<void>;
  readonly #waiting: Waiting[] = [];
  #isReady = false;
  #failure: { readonly error: unknown } | null = null;

  constructor(worker: Worker, { onReady, onEnd }: ThreadEvents) {
    this.#worker = worker;
    // biome-ignore lint/plugin: a thread starts, or fails.
    this.started = new Promise((resolve) => {
      worker.on('message', () => resolve());
      worker.on('exit', () => resolve());
    });
    const end = (error: unknown) => {
      const isFirst = this.#failure === null;
      this.#fail(error);
      if (isFirst) onEnd(this);
    };
    worker.on('message', (answer: Answer | typeof THREAD_READY) => {
      if (answer !== THREAD_READY) return this.#passOn(answer);
      this.#isReady = true;
      worker.unref();
      onReady();
    });
    worker.on('error', (error) => end(toEndError(toThreadError(error, this.#isReady))));
    worker.on('messageerror', (error) => end(toEndError(error)));
    worker.on('exit', (status) => end(new CoreError('thread-ended', { found: `exit ${status}` })));
  }

  /** Number of requests that wait for an answer. */
  get load(): number {
    return this.#waiting.length;
  }

  /** Whether its modules are loaded, and it has not ended. */
  get isReady(): boolean {
    return this.#isReady && this.#failure === null;
  }

  /** Whether its modules were loaded once. */
  get hasStarted(): boolean {
    return this.#isReady;
  }

  /** Why it has ended; null where it has not. */
  get failure(): { readonly error: unknown } | null {
    return this.#failure;
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

  /** Ends it. What waits for an answer is rejected with the reason at once. */
  async end(reason: unknown): Promise<void> {
    this.#fail(reason);
    // V8 aborts the whole process, now and then, where a thread is ended while its modules are loaded.
    this.#worker.ref();
    await this.started;
    await this.#worker.terminate();
  }

  #passOn(answer: Answer): void {
    const waiting = this.#waiting.shift();
    // It was told already that the thread is being ended.
    if (waiting === undefined) return;
    for (const bytes of largeArrays(answer)) claimMemory(bytes);
    if (this.#waiting.length === 0) this.#worker.unref();
    if ('refused' in answer) waiting.reject(new CoreError(answer.refused.code, answer.refused.details));
    else if ('crashed' in answer) waiting.reject(answer.crashed);
    else waiting.resolve(answer);
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

/** What callers are told where their thread ended; the error itself, which may repeat what it worked on, is the cause. */
function toEndError(error: unknown): CoreError {
  if (error instanceof CoreError) return error;
  const found = error instanceof Error ? ('code' in error ? String(error.code) : error.name) : 'unknown';
  return new CoreError('thread-ended', { found }, { cause: error });
}

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

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { CoreError } from '../errors/core-error.ts';
import { checkIntegers } from '../options.ts';
import { type Answer, type NamedProfile, type Request, WorkerThread } from './worker-thread.ts';

/** More threads than this gain nothing: reading and encryption, which are one after the other, are then the limit. */
const MAX_THREADS = 8;

/** More than this are a mistake, unless there are as many processors. */
const MOST_THREADS: number = Math.max(256, availableParallelism());

/** So many groups of all calls under way are done without a thread: starting one takes as long as they do. */
const FEW_GROUPS = 16;

/** Requests that a thread has at once: one it works on, and one that it begins without waiting for this thread. */
const DEPTH = 2;

/** Threads that had nothing to do for so long are ended. */
const IDLE_MILLISECONDS = 10_000;

/** So long after a thread could not be started, no other is tried. */
const RETRY_MILLISECONDS = 10_000;

/** So long code of an embedder may take for one request. */
const OWN_CODE_MILLISECONDS = 60_000;

/** How to make `Workers`. */
export interface WorkersOptions {
  /** Threads; without one or more, all work is done in the thread of the caller. Default: one for each processor, 8 at most. */
  readonly threads?: number;
}

/** What tests shorten, and what tells the shared threads from those that are given. */
interface Habits {
  /** Whether threads are there from the start to the end, or come and go with the work. */
  readonly isKept?: boolean;
  readonly idleMilliseconds?: number;
  readonly ownCodeMilliseconds?: number;
}

/** What waits for a thread. */
interface Job {
  readonly request: Request;
  /** The answer; null where no thread is left, and the caller does the work. */
  readonly resolve: (answer: Answer | null) => void;
  readonly reject: (error: unknown) => void;
}

/** A call that uses the threads. */
export interface Lane {
  /** Threads that it keeps busy at most. */
  readonly threads: number;
  readonly jobs: Job[];
  /** The threads that work for it, each with the number of its requests. */
  readonly busy: Map<WorkerThread, number>;
  /** Groups that it is known to bring; 0 where that is not known. */
  readonly announced: number;
  /** Groups that it has brought since the threads rested. */
  brought: number;
}

/**
 * Threads that calls share, each call in its turn. No call waits for a thread to start: until one is there, calls do their
 * work themselves. Threads without work keep no process alive.
 */
export class Workers implements AsyncDisposable {
  /** Threads at most. */
  readonly threads: number;
  readonly #habits: Required<Habits>;
  /** The calls under way; who was served last stands last. */
  #lanes: Lane[] = [];
  #threads: WorkerThread[] = [];
  /** Threads that work on code of an embedder, which may never end. */
  readonly #ownCode = new Map<WorkerThread, NodeJS.Timeout>();
  #rest: NodeJS.Timeout | null = null;
  /** When a start that failed may be tried again. */
  #retryAt = 0;
  #isEnded = false;

  /**
   * Use `createWorkers`.
   * @internal
   */
  constructor({ threads, ...habits }: WorkersOptions & Habits = {}) {
    this.threads = threads ?? defaultThreads();
    this.#habits = {
      isKept: false,
      idleMilliseconds: IDLE_MILLISECONDS,
      ownCodeMilliseconds: OWN_CODE_MILLISECONDS,
      ...habits,
    };
    this.#fill();
  }

  /** Settled once the threads that are starting are there, or could not be started; then a call finds them. */
  get started(): Promise<void> {
    return Promise.all(this.#threads.map(({ started }) => started)).then(() => undefined);
  }

  /**
   * Takes a call in, for which at most so many threads work at once. `announced`: the groups that it will bring.
   * @internal
   */
  join(threads: number = this.threads, announced = 0): Lane {
    this.#fill();
    const lane = { threads: Math.min(threads, this.threads), announced, brought: 0, jobs: [], busy: new Map() };
    this.#lanes.push(lane);
    return lane;
  }

  /**
   * Ends what a call has asked for and does not want any more; code of an embedder with its thread, since it may never end.
   * @internal
   */
  async leave(lane: Lane): Promise<void> {
    this.#lanes = this.#lanes.filter((other) => other !== lane);
    for (const { reject } of lane.jobs.splice(0)) reject(new CoreError('workers-ended'));
    const stuck = [...lane.busy.keys()].filter((thread) => this.#ownCode.has(thread));
    await Promise.all(stuck.map((thread) => this.#endThread(thread, new CoreError('workers-ended'))));
  }

  /**
   * How many groups are worth having under way at once for a call: few where it shares the threads with many.
   * @internal
   */
  concurrencyOf(lane: Lane): number {
    const ready = this.#threads.filter(({ isReady }) => isReady).length;
    if (ready === 0) return DEPTH;
    const others = this.#lanes.filter((other) => other !== lane && (other.jobs.length > 0 || other.busy.size > 0));
    const share = Math.ceil((DEPTH * ready) / (1 + others.length));
    return Math.max(Math.min(share, lane.threads + 1), 1);
  }

  /**
   * The answer to a request; null where there is no thread for it, and the caller does the work. Rejects with what the thread
   * answers, `thread-ended`, `threads-unavailable`, `profile-too-slow`, or `workers-ended`.
   * @internal
   */
  async ask(lane: Lane, request: Request): Promise<Answer | null> {
    if (this.#isEnded) throw new CoreError('workers-ended');
    lane.brought += 1;
    this.#startWhereWorthIt();
    if (lane.threads < 1 || !this.#threads.some(({ isReady }) => isReady)) return null;
    if (this.#rest !== null) clearTimeout(this.#rest);
    return new Promise<Answer | null>((resolve, reject) => {
      lane.jobs.push({ request, resolve, reject });
      this.#dispatch();
    });
  }

  /** Ends the threads. Calls that still use them throw `workers-ended`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnded = true;
    if (this.#rest !== null) clearTimeout(this.#rest);
    const reason = new CoreError('workers-ended');
    for (const { jobs } of this.#lanes) for (const { reject } of jobs.splice(0)) reject(reason);
    await Promise.all(this.#threads.map((thread) => this.#endThread(thread, reason)));
  }

  /** Sends what waits, one request of each call after the other. */
  #dispatch(): void {
    for (;;) {
      const lane = this.#lanes.find((each) => each.jobs.length > 0 && this.#findThread(each) !== null);
      if (lane === undefined) return;
      this.#send(lane, this.#findThread(lane)!);
      this.#lanes = [...this.#lanes.filter((other) => other !== lane), lane];
    }
  }

  /** The thread with least to do that may take the next request of a call. Code of an embedder shares its thread with nothing. */
  #findThread({ jobs, busy, threads }: Lane): WorkerThread | null {
    const depth = isOwnCode(jobs[0]!.request) ? 1 : DEPTH;
    const free = this.#threads
      .filter((thread) => thread.isReady && thread.load < depth && !this.#ownCode.has(thread))
      .filter((thread) => busy.has(thread) || busy.size < threads);
    return free.reduce<WorkerThread | null>((least, each) => (least && least.load <= each.load ? least : each), null);
  }

  #send(lane: Lane, thread: WorkerThread): void {
    const { request, resolve, reject } = lane.jobs.shift()!;
    lane.busy.set(thread, (lane.busy.get(thread) ?? 0) + 1);
    if (isOwnCode(request)) this.#watch(lane, thread, request.profile.name);
    const done = () => {
      const left = lane.busy.get(thread)! - 1;
      if (left > 0) lane.busy.set(thread, left);
      else lane.busy.delete(thread);
      clearTimeout(this.#ownCode.get(thread));
      this.#ownCode.delete(thread);
      this.#dispatch();
      this.#restWhereIdle();
    };
    thread.ask(request).finally(done).then(resolve, reject);
  }

  /** What takes too long is ended with its thread; what else the call asked for must not be given back to it. */
  #watch(lane: Lane, thread: WorkerThread, name: string): void {
    const limit = this.#habits.ownCodeMilliseconds;
    const end = () => {
      const reason = new CoreError('profile-too-slow', { name, limit: Math.ceil(limit / 1000) });
      for (const { reject } of lane.jobs.splice(0)) reject(reason);
      void this.#endThread(thread, reason);
    };
    this.#ownCode.set(thread, setTimeout(end, limit).unref());
  }

  /** Starts another thread where those that are there have enough to do, and it is likely to be of use. */
  #startWhereWorthIt(): void {
    const wanted = this.#lanes.reduce((sum, { threads }) => sum + threads, 0);
    const groups = this.#lanes.reduce((sum, { announced, brought }) => sum + Math.max(announced, brought), 0);
    if (groups < FEW_GROUPS || this.#threads.length >= Math.min(wanted, this.threads)) return;
    if (this.#threads.every((thread) => thread.isReady && thread.load >= DEPTH)) this.#start();
  }

  /** Threads that are kept are all there, or starting. */
  #fill(): void {
    const missing = this.#habits.isKept && !this.#isEnded ? Math.max(this.threads - this.#threads.length, 0) : 0;
    for (let started = 0; started < missing; started += 1) this.#start();
  }

  #start(): void {
    if (performance.now() < this.#retryAt) return;
    const onReady = () => {
      this.#dispatch();
      this.#restWhereIdle();
    };
    try {
      this.#threads.push(new WorkerThread(startWorker(), { onReady, onEnd: (thread) => this.#forget(thread) }));
    } catch (error) {
      this.#goOnWithout(error);
    }
  }

  /** A thread has ended by itself; where it had worked, another will take its place. */
  #forget(thread: WorkerThread): void {
    this.#threads = this.#threads.filter((other) => other !== thread);
    if (thread.hasStarted) this.#fill();
    else this.#goOnWithout(thread.failure?.error);
    this.#giveBackWhereAlone();
  }

  async #endThread(thread: WorkerThread, reason: unknown): Promise<void> {
    this.#threads = this.#threads.filter((other) => other !== thread);
    const ended = thread.end(reason);
    this.#fill();
    this.#giveBackWhereAlone();
    await ended;
  }

  /** Where no thread is left, calls do themselves what waits. */
  #giveBackWhereAlone(): void {
    if (this.#threads.some(({ isReady }) => isReady)) return;
    for (const { jobs } of this.#lanes) for (const { resolve } of jobs.splice(0)) resolve(null);
  }

  /** What cannot be done in threads is done without them, and a start is tried again later. */
  #goOnWithout(error: unknown): void {
    this.#retryAt = performance.now() + RETRY_MILLISECONDS;
    warnOfNoThreads(error);
  }

  #restWhereIdle(): void {
    if (this.#isEnded || this.#habits.isKept || this.#threads.some(({ load }) => load > 0)) return;
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#endIdle(), this.#habits.idleMilliseconds).unref();
  }

  #endIdle(): void {
    if (this.#threads.some(({ load }) => load > 0)) return;
    for (const lane of this.#lanes) lane.brought = 0;
    for (const thread of this.#threads) void this.#endThread(thread, new CoreError('workers-ended'));
  }
}

function isOwnCode(request: Request): request is Request & { readonly profile: NamedProfile } {
  return 'profile' in request && request.profile.module !== null;
}

function defaultThreads(): number {
  return Math.min(availableParallelism(), MAX_THREADS);
}

function startWorker(): Worker {
  // Without the options of this program: some, such as `--input-type`, are about its own file.
  const options = { execArgv: [] };
  const isSource = import.meta.url.endsWith('.ts');
  if (isSource) return new Worker(new URL(import.meta.url.replace(/[^/]+$/, 'group-worker.ts')), options);
  // Written so because bundlers look for exactly this.
  return new Worker(new URL('./group-worker.js', import.meta.url), options);
}

let hasWarned = false;

function warnOfNoThreads(error: unknown): void {
  if (hasWarned) return;
  hasWarned = true;
  const reason = error instanceof CoreError ? error.details.found : error;
  process.emitWarning(
    `No thread could be started (${reason}), so all work is done in the calling one. A bundle needs @scelle/core/group-worker as an entry point, beside its own.`,
    { type: 'ScelleWarning', code: 'SCELLE_NO_THREADS' },
  );
}

/**
 * Threads for the calls that are given them as `workers`, in place of those that all calls of the process share: those come
 * when there is much to do and go after ten seconds without work, these are started at once and stay until they are disposed
 * of. Made for `await using`; end them after the last call. Throws `option-invalid`.
 */
export function createWorkers({ threads = defaultThreads() }: WorkersOptions = {}): Workers {
  checkIntegers({ threads }, { threads: [0, MOST_THREADS] });
  return new Workers({ threads, isKept: true });
}

let shared: Workers | undefined;

/** The threads of this process. */
export function sharedWorkers(): Workers {
  shared ??= new Workers();
  return shared;
}

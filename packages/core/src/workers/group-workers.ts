import { type AbortOptions, orAborted } from '../io/abort.ts';
import { type ReadRun, readLines } from '../lines/read-lines.ts';
import { findProfile } from '../record/ip-evidence.ts';
import type { Profile } from '../record/profile.ts';
import {
  type CompressedFrame,
  type CompressTask,
  compressGroups,
  type ExaminedGroup,
  type ExamineTask,
  examineGroup,
} from './group-tasks.ts';
import type { NamedProfile, Request } from './worker-thread.ts';
import { type Lane, sharedWorkers, type Workers } from './workers.ts';

/** Less than this is done sooner than it is handed over. */
const LITTLE_BYTES = 256 << 10;

/** Which threads a call uses. */
export interface ThreadOptions {
  /** Threads of the caller's; those that all calls of the process share unless told. */
  readonly workers?: Workers | undefined;
  /** How many of them work for this call at once at most; 0 for none. Default: all. */
  readonly threads?: number | undefined;
}

/**
 * Examines and seals the groups of one call, side by side where there are many: in threads that are there already, or are
 * worth being started, and in this one otherwise, in slices between which the event loop has its turn.
 */
export class GroupWorkers implements AsyncDisposable {
  readonly #workers: Workers;
  readonly #lane: Lane | null;
  /** Threads are not waited for any more once it comes. */
  readonly #signal: AbortSignal | undefined;

  /** `groups`: how many there will be, where it is known. */
  constructor(options: ThreadOptions & AbortOptions = {}, groups = 0) {
    const { workers = sharedWorkers(), threads = workers.threads } = options;
    this.#workers = workers;
    this.#signal = options.signal;
    this.#lane = threads >= 1 && workers.threads >= 1 ? workers.join(threads, groups) : null;
  }

  /** How many groups are worth having under way at once, now. */
  get concurrency(): number {
    return this.#lane === null ? 1 : this.#workers.concurrencyOf(this.#lane);
  }

  /** Reads a run of input lines, whose memory is lent. */
  async readLines(profile: Profile, input: Uint8Array): Promise<ReadRun> {
    const named = nameForThreads(profile);
    const answer = named && (await this.#ask(input.length, { name: 'readLines', profile: named, input }));
    return answer ? (answer as { read: ReadRun }).read : readLines(profile, input);
  }

  /** Checks and hashes a group. Throws what `examineLines` throws. */
  async examineGroup(profile: Profile, task: ExamineTask): Promise<ExaminedGroup> {
    const named = nameForThreads(profile);
    const bytes = task.attachments.reduce((sum, { length }) => sum + length, task.lines.length);
    const answer = named && (await this.#ask(bytes, { name: 'examineGroup', profile: named, task }));
    return answer ? (answer as { examined: ExaminedGroup }).examined : examineGroup(profile, task);
  }

  /** Hashes lines and compresses them into a frame, or attachments. */
  async compressGroups(task: CompressTask): Promise<CompressedFrame> {
    const bytes = task.groups.reduce((sum, { lines }) => sum + lines.length, task.attachments.length);
    const answer = await this.#ask(bytes, { name: 'compressGroups', task });
    return answer ? (answer as { compressed: CompressedFrame }).compressed : compressGroups(task);
  }

  /** Ends the call: what was asked for, and not begun yet, is rejected. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#lane !== null) await this.#workers.leave(this.#lane);
  }

  async #ask(bytes: number, request: Request) {
    if (this.#lane === null || bytes < LITTLE_BYTES) return null;
    const lane = this.#lane;
    return orAborted(() => this.#workers.ask(lane, request), this.#signal);
  }
}

/** How a thread finds the profile; null where it cannot. */
function nameForThreads(profile: Profile): NamedProfile | null {
  if (findProfile(profile.name) === profile) return { name: profile.name, module: null };
  return profile.module === undefined ? null : { name: profile.name, module: profile.module };
}

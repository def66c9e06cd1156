import { availableParallelism } from 'node:os';
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
import { WorkerThread } from './worker-thread.ts';

/** Groups that are done without a thread: most batches of a quiet stream have no more, and a thread takes long to start. */
const INLINE_GROUPS = 2;

/** More threads than this gain nothing: reading and encryption, which are one after the other, are then the limit. */
const MAX_THREADS = 8;

/**
 * Examines and seals groups, side by side where there are many. Threads are started when they are needed. A profile of
 * somebody's own, whose functions cannot be sent to a thread, is examined in this one.
 */
export class GroupWorkers implements AsyncDisposable {
  readonly #threads: WorkerThread[] = [];
  readonly #limit: number;
  #groups = 0;

  /** `threads` to use at most; without one or more, everything is done in this thread. Default: one for each processor. */
  constructor(threads: number = Math.min(availableParallelism(), MAX_THREADS)) {
    this.#limit = threads;
  }

  /** How many groups are worth having under way at once. */
  get concurrency(): number {
    return this.#limit + 1;
  }

  /** Reads a run of input lines, whose memory is lent. */
  async readLines(profile: Profile, input: Uint8Array): Promise<ReadRun> {
    if (!isBuiltIn(profile) || this.#isInline()) return readLines(profile, input);
    const answer = await this.#leastBusy().ask({ name: 'readLines', profile: profile.name, input });
    return (answer as { read: ReadRun }).read;
  }

  /** Checks and hashes a group. Throws what `examineLines` throws. */
  async examineGroup(profile: Profile, task: ExamineTask): Promise<ExaminedGroup> {
    if (!isBuiltIn(profile) || this.#isInline()) return examineGroup(profile, task);
    const request = { name: 'examineGroup', profile: profile.name, task } as const;
    const answer = await this.#leastBusy().ask(request);
    return (answer as { examined: ExaminedGroup }).examined;
  }

  /** Hashes lines and compresses them into a frame, or attachments. */
  async compressGroups(task: CompressTask): Promise<CompressedFrame> {
    if (this.#isInline()) return compressGroups(task);
    const answer = await this.#leastBusy().ask({ name: 'compressGroups', task });
    return (answer as { compressed: CompressedFrame }).compressed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.end()));
  }

  #isInline(): boolean {
    this.#groups += 1;
    return !(this.#limit >= 1) || this.#groups <= INLINE_GROUPS;
  }

  #leastBusy(): WorkerThread {
    const idle = this.#threads.find(({ load }) => load === 0);
    if (idle !== undefined) return idle;
    if (this.#threads.length < this.#limit) {
      const thread = new WorkerThread();
      this.#threads.push(thread);
      return thread;
    }
    return this.#threads.reduce((least, thread) => (thread.load < least.load ? thread : least));
  }
}

function isBuiltIn(profile: Profile): boolean {
  return findProfile(profile.name) === profile;
}

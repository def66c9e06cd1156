import type { ToolName } from '../setting/tools.ts';

/** Something that is run and measured as a whole. */
export interface Job {
  /** Steps one after the other; each is a pipeline of shell commands, run in the work folder. */
  readonly steps: readonly (readonly string[])[];
  /** The files that it writes: removed before each run, weighed after it. */
  readonly outputs: readonly string[];
  /** Steps ahead of each run, which do not count. */
  readonly ahead?: readonly (readonly string[])[];
  /** Makes what it reads, once, where it is not there yet. */
  readonly before?: Job;
}

/** One who takes part in a comparison. */
export interface Entry {
  /** As it stands in tables. */
  readonly name: string;
  /** What must be installed. */
  readonly tools: readonly ToolName[];
  readonly job: Job;
  /** Records that it handles, in whatever way, for its rates. */
  readonly records?: number;
  /** Whether it prints the seconds that count, because its preparation does not. */
  readonly timesItself?: true;
}

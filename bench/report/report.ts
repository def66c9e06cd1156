import type { Spread } from '../measure/spread.ts';
import type { Machine } from '../setting/machine.ts';
import type { ToolName } from '../setting/tools.ts';

/** What an entry of a comparison came to. */
export interface EntryResult {
  readonly name: string;
  /** The steps, one after the other, as shell commands. */
  readonly commands: readonly string[];
  readonly seconds: Spread;
  /** Median of the user and system time of all its processes; null where it was not measured. */
  readonly cpuSeconds: number | null;
  /** Largest of all rounds; null where it was not measured. */
  readonly peakBytes: number | null;
  /** Null where it writes nothing. */
  readonly outputBytes: number | null;
  /** Null where it handles no records. */
  readonly recordsPerSecond: number | null;
}

/** How a quantity, or a ratio of two, compares with what it should be. */
export interface GoalResult {
  readonly title: string;
  /** A ratio, or bytes. */
  readonly unit: 'ratio' | 'bytes' | 'seconds';
  readonly found: number;
  readonly must: number;
  readonly aim: number;
  readonly outcome: 'aim reached' | 'passed' | 'missed';
}

/** What a comparison came to. */
export interface ComparisonResult {
  readonly id: string;
  readonly title: string;
  readonly records: number;
  /** Bytes of the records and segments that go in. */
  readonly bytes: number;
  readonly entries: readonly EntryResult[];
  readonly goals: readonly GoalResult[];
}

/** Everything that one run of the benchmark found. */
export interface BenchReport {
  /** RFC 3339 in UTC. */
  readonly startedAt: string;
  /** Whether there was little data, so that start-up weighs more than it should. */
  readonly quick: boolean;
  readonly rounds: number;
  readonly machine: Machine;
  /** Versions of the peers; null for those that are not installed. */
  readonly tools: Readonly<Record<ToolName, string | null>>;
  /** What could not be measured, in sentences. */
  readonly leftOut: readonly string[];
  readonly comparisons: readonly ComparisonResult[];
}

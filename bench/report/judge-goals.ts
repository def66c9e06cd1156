import type { Goal } from '../comparisons.ts';
import type { EntryResult, GoalResult } from './report.ts';

/** Holds the entries of a comparison against its goals. A goal for which something was not measured is left out. */
export function judgeGoals(goals: readonly Goal[], entries: readonly EntryResult[]): GoalResult[] {
  const find = (name: string) => entries.find((entry) => entry.name === name);
  return goals.flatMap((goal) => {
    const subject = readQuantity(goal, find(goal.subject.name));
    const base = goal.peer === null ? 1 : readQuantity(goal, find(goal.peer.name));
    return subject === null || base === null ? [] : [judge(goal, subject / base)];
  });
}

const quantities = {
  seconds: 'time',
  recordsPerSecond: 'rate',
  outputBytes: 'size',
  peakBytes: 'peak memory',
} as const satisfies Record<Goal['quantity'], string>;

function readQuantity({ quantity }: Goal, entry: EntryResult | undefined): number | null {
  if (entry === undefined) return null;
  return quantity === 'seconds' ? entry.seconds.median : entry[quantity];
}

function judge({ quantity, subject, peer, must, aim }: Goal, found: number): GoalResult {
  const reaches = (limit: number) => (quantity === 'recordsPerSecond' ? found >= limit : found <= limit);
  return {
    title: `${subject.name}: ${quantities[quantity]}${peer === null ? '' : ` / ${peer.name}`}`,
    unit: peer !== null ? 'ratio' : quantity === 'seconds' ? 'seconds' : 'bytes',
    found,
    must,
    aim,
    outcome: reaches(aim) ? 'aim reached' : reaches(must) ? 'passed' : 'missed',
  };
}

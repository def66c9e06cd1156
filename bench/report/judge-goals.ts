import type { Goal } from '../comparisons.ts';
import type { EntryResult, GoalResult } from './report.ts';

/** Holds the entries of a comparison against its goals. A goal for which something was not measured is left out. */
export function judgeGoals(goals: readonly Goal[], entries: readonly EntryResult[]): GoalResult[] {
  const find = (name: string) => entries.find((entry) => entry.name === name);
  return goals.flatMap((goal) => {
    const subject = readQuantity(goal, find(goal.subject.name));
    const base = goal.peer === null ? 1 : readQuantity(goal, find(goal.peer.name));
    if (subject === null || base === null) return [];
    return [judge(goal, goal.quantity === 'secondsBeyond' ? subject - base : subject / base)];
  });
}

const quantities = {
  seconds: 'time',
  secondsBeyond: 'time',
  recordsPerSecond: 'rate',
  outputBytes: 'size',
  peakBytes: 'peak memory',
} as const satisfies Record<Goal['quantity'], string>;

function readQuantity({ quantity }: Goal, entry: EntryResult | undefined): number | null {
  if (entry === undefined) return null;
  return quantity === 'seconds' || quantity === 'secondsBeyond' ? entry.seconds.median : entry[quantity];
}

function judge(goal: Goal, found: number): GoalResult {
  const { quantity, must, aim } = goal;
  const reaches = (limit: number) => (quantity === 'recordsPerSecond' ? found >= limit : found <= limit);
  return {
    title: titleOf(goal),
    unit: unitOf(goal),
    found,
    must,
    aim,
    outcome: reaches(aim) ? 'aim reached' : reaches(must) ? 'passed' : 'missed',
  };
}

function titleOf({ quantity, subject, peer }: Goal): string {
  const title = `${subject.name}: ${quantities[quantity]}`;
  return peer === null ? title : `${title} ${quantity === 'secondsBeyond' ? 'beyond' : '/'} ${peer.name}`;
}

function unitOf({ quantity, peer }: Goal): GoalResult['unit'] {
  if (quantity === 'secondsBeyond') return 'seconds';
  if (peer !== null) return 'ratio';
  return quantity === 'seconds' ? 'seconds' : 'bytes';
}

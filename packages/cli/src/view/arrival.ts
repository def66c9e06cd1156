import type { DeliveryOutcome, DeliveryResult } from '@scelle/verify';
import type { CommandContext } from '../command-context.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import type { Line, Tone } from '../terminal/line.ts';
import { formatReport } from './report.ts';

const tones: Readonly<Record<DeliveryOutcome, Tone>> = {
  accepted: 'good',
  duplicate: 'good',
  held: 'warning',
  rejected: 'bad',
  quarantined: 'bad',
};

const statuses: Readonly<Record<DeliveryOutcome, ExitStatus>> = {
  accepted: exitStatus.done,
  duplicate: exitStatus.done,
  held: exitStatus.waiting,
  rejected: exitStatus.rejected,
  quarantined: exitStatus.rejected,
};

/** The exit status to which a batch that came leads. */
export function statusOfArrival(outcome: DeliveryOutcome): ExitStatus {
  return statuses[outcome];
}

/** The line about a batch that came before. */
export function formatKnownArrival({ texts }: CommandContext, file: string): Line {
  return { text: texts.arrival({ file, outcome: 'duplicate', codes: [] }), tone: tones.duplicate };
}

/** What became of a batch that came, in a line; the report below where it is not accepted; and what followed it. */
export function formatArrival({ texts, language }: CommandContext, file: string, result: DeliveryResult): Line[] {
  const { outcome, report, followed } = result;
  const isSettled = outcome === 'accepted' || outcome === 'duplicate';
  return [
    { text: texts.arrival({ file, outcome, codes: report.codes }), tone: tones[outcome] },
    ...(isSettled ? [] : formatReport(report, language)),
    ...followed.map((each): Line => ({ text: texts.followed(each), tone: tones[each.outcome] })),
  ];
}

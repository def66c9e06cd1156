import type { DeliveryOutcome, DeliveryResult } from '@scelle/verify';
import type { CommandContext } from '../command-context.ts';
import type { Line, Tone } from '../terminal/line.ts';
import { formatReport } from './report.ts';

const tones: Readonly<Record<DeliveryOutcome, Tone>> = {
  accepted: 'good',
  duplicate: 'good',
  held: 'warning',
  rejected: 'bad',
  quarantined: 'bad',
};

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

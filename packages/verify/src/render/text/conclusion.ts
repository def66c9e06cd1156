import type { ReportView } from '../view/report-view.ts';
import type { Conclusion } from '../wording/wording.ts';
import { wrap } from './layout.ts';
import { type Line, line, type Tone } from './line.ts';

const tones: Readonly<Record<Conclusion, Tone>> = {
  accepted: 'good',
  'accepted-sealed': 'good',
  held: 'wait',
  rejected: 'bad',
  duplicate: 'wait',
};

/** The verdict, why, and what to do next. */
export function conclusionLines({ wording, batchName, conclusion, isTestData, verification }: ReportView): Line[] {
  const { phrases, labelled } = wording;
  const [origin] = verification;
  const name = batchName ?? origin!.values.join(' ');
  const warning = `${phrases['test-data']}. ${phrases['test-data-meaning']}`;
  return [
    line(`${conclusion.mark} ${wordOf(conclusion)}  ${name}`, tones[conclusion.conclusion]),
    ...(isTestData ? wrap(warning, '  ').map((text) => line(text, 'wait')) : []),
    ...wrap(`${conclusion.meaning} ${conclusion.tally}`, '  ').map((text) => line(text)),
    ...reasonLines(conclusion),
    ...wrap(`${labelled(phrases['next-step'])} ${conclusion.next}`, '  ').map((text) => line(text, 'heading')),
  ];
}

function wordOf({ word, reservation }: ReportView['conclusion']): string {
  return reservation === null ? word.toUpperCase() : `${word.toUpperCase()} (${reservation})`;
}

function reasonLines({ reasons, reasonsHeading }: ReportView['conclusion']): Line[] {
  if (reasons.length === 0) return [];
  const lines = reasons.flatMap(({ code, message }) => wrap(`${message} [${code}]`, '    '));
  return [line(`  ${reasonsHeading}`, 'heading'), ...lines.map((text) => line(text))];
}

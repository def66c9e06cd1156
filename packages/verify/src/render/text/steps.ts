import type { ReportView } from '../view/report-view.ts';
import type { ComparisonView, StepView } from '../view/steps.ts';
import type { StepState } from '../wording/wording.ts';
import { factLines, wrap } from './layout.ts';
import { type Line, line, type Tone } from './line.ts';

const tones: Readonly<Record<StepState, Tone>> = {
  passed: 'good',
  failed: 'bad',
  'not-checked': 'quiet',
  waiting: 'wait',
};

/** Columns before the state of a step. */
const STATE_COLUMN = 27;

/** Every step and how it ended, and in detail what it compared. Messages of failures stand under the verdict already. */
export function stepLines({ steps, wording }: ReportView, details: boolean): Line[] {
  return steps.flatMap((step) => [
    ...headLines(step),
    ...(details || step.state === 'failed' ? comparisonLines(step, wording.phrases['compared-with']) : []),
  ]);
}

function headLines(step: StepView): Line[] {
  const { mark, number, name, state } = step;
  const head = `  ${mark} ${String(number).padStart(2)}. ${name}`.padEnd(STATE_COLUMN);
  const [first, ...others] = wrap(describeState(step), ' '.repeat(STATE_COLUMN));
  return [`${head}${first!.trimStart()}`, ...others].map((text) => line(text, tones[state]));
}

/** The reason why a step was not checked begins with these very words. */
function describeState({ state, stateWord, message, code }: StepView): string {
  if (state === 'passed') return stateWord;
  return `${state === 'not-checked' ? message : stateWord} [${code}]`;
}

/** What agrees is shown once: that the step passed says the rest. */
function comparisonLines({ comparisons }: StepView, comparedWith: string): Line[] {
  if (comparisons.length === 0) return [];
  const facts = comparisons.flatMap(({ label, found, expected }: ComparisonView) => [
    { label, values: [found], exact: true },
    ...(expected === null || expected === found
      ? []
      : [{ label: `  ${comparedWith}`, values: [expected], exact: true }]),
  ]);
  return factLines(facts, '        ').map(({ text }) => line(text, 'quiet'));
}

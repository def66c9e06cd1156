import type { Language } from '@scelle/core';
import type { Verdict, VerificationReport } from '../../contract/report.ts';
import { type Fact, formatNumber } from '../view/facts.ts';
import { describeReport, type ReportView } from '../view/report-view.ts';
import type { ComparisonView, StepView } from '../view/steps.ts';
import type { Timeline } from '../view/timeline.ts';
import type { Heading, StepState } from '../wording/wording.ts';
import { factLines, joinLines, type Line, line, type Tone, wrap } from './layout.ts';

/** How a report is shown on a terminal. */
export interface RenderTextOptions {
  readonly language: Language;
  /** Whether the terminal shows colours; marks and words say the same without. Default: false. */
  readonly colour?: boolean;
  /** Whether it tells what each step compared, fingerprints, and how to repeat the check. Default: true. */
  readonly details?: boolean;
}

/** The report for a terminal of 100 columns, the verdict first. It ends with a newline. */
export function renderText(report: VerificationReport, options: RenderTextOptions): string {
  const { language, colour = false, details = true } = options;
  const view = describeReport(report, language);
  const { wording, parties, counts } = view;
  const part = (heading: Heading, lines: readonly Line[]) => [
    line(''),
    line(wording.headings[heading], 'heading'),
    ...lines,
  ];
  const lines = [
    ...conclusionLines(view),
    ...part('parties', parties === null ? paragraph(wording.phrases['not-authenticated']) : factLines(parties)),
    ...(counts === null ? [] : [...part('counts', factLines(counts)), ...part('timeline', timelineLines(view))]),
    ...part('steps', stepLines(view, details)),
    ...(details ? detailLines() : []),
  ];
  return joinLines(lines, colour);

  function detailLines(): Line[] {
    return [
      ...part('signatures', signatureLines(view)),
      ...partOfFacts(view.fingerprints, (facts) => part('fingerprints', facts)),
      ...part('repeat', commandLines(view)),
      ...part('verification', factLines(view.verification)),
    ];
  }
}

function paragraph(text: string): Line[] {
  return wrap(text, '  ').map((wrapped) => line(wrapped));
}

function partOfFacts(facts: readonly Fact[], toPart: (lines: readonly Line[]) => Line[]): Line[] {
  return facts.length === 0 ? [] : toPart(factLines(facts));
}

function signatureLines({ signatures, wording }: ReportView): Line[] {
  if (signatures.length === 0) return paragraph(wording.phrases['no-signatures']);
  return signatures.flatMap((facts, index) => [...(index === 0 ? [] : [line('')]), ...factLines(facts)]);
}

function commandLines({ commands, wording }: ReportView): Line[] {
  const steps = commands.flatMap(({ purpose, line: command }) => [
    line(`  # ${purpose}`, 'quiet'),
    line(`  ${command}`),
  ]);
  return [...paragraph(wording.phrases['repeat-introduction']), ...steps];
}

const tones: Readonly<Record<Verdict, Tone>> = {
  accepted: 'good',
  sealed: 'good',
  held: 'wait',
  rejected: 'bad',
  duplicate: 'wait',
};

/** The verdict, why, and what to do next. */
function conclusionLines({ wording, batchName, conclusion, isTestData, verification }: ReportView): Line[] {
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

const stepTones: Readonly<Record<StepState, Tone>> = {
  passed: 'good',
  failed: 'bad',
  'not-checked': 'quiet',
  waiting: 'wait',
};

/** Columns before the state of a step. */
const STATE_COLUMN = 27;

/** Every step and how it ended, and in detail what it compared. Messages of failures stand under the verdict already. */
function stepLines({ steps, wording }: ReportView, details: boolean): Line[] {
  return steps.flatMap((step) => [
    ...headLines(step),
    ...(details || step.state === 'failed' ? comparisonLines(step, wording.phrases['compared-with']) : []),
  ]);
}

function headLines(step: StepView): Line[] {
  const { mark, number, name, state } = step;
  const head = `  ${mark} ${String(number).padStart(2)}. ${name}`.padEnd(STATE_COLUMN);
  const [first, ...others] = wrap(describeState(step), ' '.repeat(STATE_COLUMN));
  return [`${head}${first!.trimStart()}`, ...others].map((text) => line(text, stepTones[state]));
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

const LEVELS = '▁▂▃▄▅▆▇█';
/** Stands where no records are. */
const EMPTY = '·';
const SLOTS_PER_LINE = 72;
/** More slots than this are not drawn: a terminal shows no more at once. */
const MOST_SLOTS = 10 * SLOTS_PER_LINE;

/** The records over time, a character for each span. */
function timelineLines({ wording, timeline, whyNoTimeline, language }: ReportView): Line[] {
  const { phrases, labelled } = wording;
  if (timeline === null) return [line(`  ${whyNoTimeline}`)];
  const { unit, peak, ticks } = timeline;
  const range = `${ticks[0]} – ${ticks.at(-1)}`;
  const drawn = draw(timeline).map((text) => line(`  ${text}`));
  return [
    line(`  ${labelled(phrases[`${unit}-axis`])} ${range} (${LEVELS.at(-1)} = ${formatNumber(peak, language)})`),
    ...drawn,
  ];
}

function draw({ slots, bars, peak }: Timeline): string[] {
  if (slots > MOST_SLOTS) return [];
  const characters = new Array<string>(slots).fill(EMPTY);
  for (const { slot, records } of bars) characters[slot] = LEVELS[Math.ceil((records / peak) * LEVELS.length) - 1]!;
  const lines = Math.ceil(slots / SLOTS_PER_LINE);
  return Array.from({ length: lines }, (_, index) =>
    characters.slice(index * SLOTS_PER_LINE, (index + 1) * SLOTS_PER_LINE).join(''),
  );
}

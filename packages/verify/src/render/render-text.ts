import type { Language } from '@scelle/core';
import type { VerificationReport } from '../report.ts';
import { conclusionLines } from './text/conclusion.ts';
import { factLines, wrap } from './text/layout.ts';
import { joinLines, type Line, line } from './text/line.ts';
import { stepLines } from './text/steps.ts';
import { timelineLines } from './text/timeline.ts';
import type { Fact } from './view/fact.ts';
import { describeReport, type ReportView } from './view/report-view.ts';
import type { Heading } from './wording/wording.ts';

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

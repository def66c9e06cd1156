import type { Language } from '@scelle/core';
import {
  isWithoutLedger,
  type Progress,
  renderText,
  toReportDocument,
  type Verdict,
  type VerificationReport,
} from '@scelle/verify';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { type ExitStatus, exitStatus } from '../kernel/exit-status.ts';
import type { Line, Tone } from '../kernel/line.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

const statuses: Readonly<Record<Verdict, ExitStatus>> = {
  accepted: exitStatus.done,
  sealed: exitStatus.done,
  duplicate: exitStatus.done,
  held: exitStatus.waiting,
  rejected: exitStatus.rejected,
};

const tones: Readonly<Record<Verdict, Tone>> = {
  accepted: 'good',
  sealed: 'good',
  duplicate: 'good',
  held: 'warning',
  rejected: 'bad',
};

/** The exit status that a verdict leads to. */
export function statusOfVerdict({ verdict }: VerificationReport): ExitStatus {
  return statuses[verdict];
}

/** A report as lines, the first of which, the verdict, stands out; with details, all that there is to tell. */
export function formatReport(report: VerificationReport, language: Language, details = false): Line[] {
  const [first = '', ...rest] = renderText(report, { language, details }).trimEnd().split('\n');
  return [{ text: first, tone: tones[report.verdict] }, ...rest];
}

/** A report as it stands in a document: in the version that was asked for. */
export function toDocument({ reportVersion }: CommandContext, report: VerificationReport): object {
  return toReportDocument(report, reportVersion);
}

/** The verdict on one of several batches in one line. */
export function formatVerdict({ language }: CommandContext, report: VerificationReport, file: string): Line {
  const { verdict, level, codes, testData } = report;
  const marks = { testData: testData === true, withoutLedger: isWithoutLedger(report) };
  return { text: texts[language].verdict({ file, verdict, level, codes, ...marks }), tone: tones[verdict] };
}

/** What a command that releases something comes to where the batch was not accepted: the report, and nothing else. */
export function refuse(context: CommandContext, report: VerificationReport): CommandResult {
  const { json, terminal, language } = context;
  if (!json) for (const line of formatReport(report, language)) terminal.notice(line);
  return {
    status: statusOfVerdict(report),
    document: { released: false, report: toDocument(context, report) },
    lines: [],
  };
}

/** Shows how far a verification has come. */
export function showProgress({ terminal, shared }: CommandContext): (progress: Progress) => void {
  return ({ phase, ...step }) => terminal.progress.show({ label: shared.progress[phase], ...step });
}

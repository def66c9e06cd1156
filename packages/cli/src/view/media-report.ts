import type { Language } from '@scelle/core';
import { chooseReportWording, describeDisc, type MediaAnswer, type MediaReport } from '@scelle/media';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import type { Line, Tone } from '../terminal/line.ts';

const statuses: Readonly<Record<MediaAnswer, ExitStatus>> = {
  whole: exitStatus.done,
  recoverable: exitStatus.attention,
  'needs-discs': exitStatus.waiting,
  'not-recoverable': exitStatus.rejected,
};

const tones: Readonly<Record<MediaAnswer, Tone>> = {
  whole: 'good',
  recoverable: 'warning',
  'needs-discs': 'warning',
  'not-recoverable': 'bad',
};

const byUrgency: readonly MediaAnswer[] = ['not-recoverable', 'needs-discs', 'recoverable', 'whole'];

/** The exit status of a check of one or more sets: that of the worst answer. */
export function statusOfMedia(reports: readonly MediaReport[]): ExitStatus {
  return statuses[byUrgency.find((answer) => reports.some((report) => report.answer === answer)) ?? 'not-recoverable'];
}

/** A report as lines, the first of which, the answer, stands out; after a check with what to do next. */
export function formatMediaCheck(report: MediaReport, language: Language): Line[] {
  const { answers } = chooseReportWording(language);
  return [...formatMediaReport(report, language), answers[report.answer].next];
}

/** A report as lines, the first of which, the answer, stands out. */
export function formatMediaReport(report: MediaReport, language: Language): Line[] {
  const wording = chooseReportWording(language);
  const { answer, set, discs, neededDiscs, items, request } = report;
  const { word } = wording.answers[answer];
  const asked = request?.discs.flatMap(({ ranges }) => ranges).reduce((sum, { count }) => sum + count, 0) ?? 0;
  return [
    { text: neededDiscs.length === 0 ? word : `${word} – ${wording.needed(neededDiscs)}`, tone: tones[answer] },
    `${set.sender} → ${set.recipient}, ${set.createdAt}${set.label === null ? '' : `, ${set.label}`}`,
    `${wording.key} ${set.key}; ${wording.signature}: ${wording.signatureChecked(set.signatureChecked)}`,
    ...discs.map((disc) => {
      const title = `${wording.disc(disc.number, discs.length)}${disc.kind === 'spare' ? ` (${wording.spare})` : ''}`;
      return `${title}: ${describeDisc(disc, wording)}`;
    }),
    ...items
      .filter(({ state }) => state !== 'whole')
      .map(({ name, state, lostBytes }) => {
        return `${name}: ${wording.states[state]}${lostBytes === 0 ? '' : `, ${wording.lostBytes(lostBytes)}`}`;
      }),
    ...(asked === 0 ? [] : [wording.asked(asked)]),
  ];
}

import type { Language } from '@scelle/core';
import type { VerificationReport } from '../report.ts';
import { conclusionSection } from './html/conclusion.ts';
import { page } from './html/page.ts';
import {
  countsSection,
  fingerprintsSection,
  partiesSection,
  repeatSection,
  signaturesSection,
  verificationSection,
} from './html/parts.ts';
import { stepsSection } from './html/steps.ts';
import { streamSection } from './html/stream.ts';
import { timelineSection } from './html/timeline.ts';
import type { StreamPicture } from './stream-picture.ts';
import { describeReport } from './view/report-view.ts';

/** How a report is shown as a page. */
export interface RenderHtmlOptions {
  readonly language: Language;
  /** What a ledger knows of the stream around the batch. */
  readonly stream?: StreamPicture;
}

/**
 * The report as one HTML page, to be read, printed and kept: it loads nothing, runs nothing, and the browser is told to
 * allow neither.
 */
export function renderHtml(report: VerificationReport, { language, stream }: RenderHtmlOptions): string {
  const view = describeReport(report, language, stream);
  const sections = [
    conclusionSection(view),
    partiesSection(view),
    countsSection(view),
    timelineSection(view),
    streamSection(view),
    stepsSection(view),
    signaturesSection(view),
    fingerprintsSection(view),
    repeatSection(view),
    verificationSection(view),
  ];
  const { batchName, wording } = view;
  const title = batchName === null ? wording.title : `${wording.title} – ${batchName}`;
  return page({ language, title }, sections).markup;
}

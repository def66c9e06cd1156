import { type Language, sha256 } from '@scelle/core';
import type { VerificationReport } from '../report.ts';
import { conclusionSection } from './html/conclusion.ts';
import { html, type Markup } from './html/escape.ts';
import {
  countsSection,
  fingerprintsSection,
  partiesSection,
  repeatSection,
  signaturesSection,
  verificationSection,
} from './html/parts.ts';
import { stepsSection } from './html/steps.ts';
import { style } from './html/style.ts';
import { timelineSection } from './html/timeline.ts';
import { describeReport, type ReportView } from './view/report-view.ts';

/** How a report is shown as a page. */
export interface RenderHtmlOptions {
  readonly language: Language;
}

/**
 * The report as one HTML page, to be read, printed and kept: it loads nothing, runs nothing, and the browser is told to
 * allow neither.
 */
export function renderHtml(report: VerificationReport, { language }: RenderHtmlOptions): string {
  const view = describeReport(report, language);
  const sections = [
    conclusionSection(view),
    partiesSection(view),
    countsSection(view),
    timelineSection(view),
    stepsSection(view),
    signaturesSection(view),
    fingerprintsSection(view),
    repeatSection(view),
    verificationSection(view),
  ];
  return toDocument(view, sections).markup;
}

function toDocument({ language, wording, batchName }: ReportView, sections: readonly (Markup | null)[]): Markup {
  const title = batchName === null ? wording.title : `${wording.title} – ${batchName}`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>${sections}
</main>
</body>
</html>
`;
}

const styleDigest = Buffer.from(sha256(new TextEncoder().encode(style))).toString('base64');

/** Nothing but the one style sheet, which is known by its digest. */
const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'; form-action 'none'`;

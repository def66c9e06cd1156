import type { Language } from '@scelle/core';
import { foldLong, html, type Insertable, type Markup, renderPage, spokenCaption } from '@scelle/core/internal';
import type { StreamPicture } from '../../contract/intake.ts';
import type { VerificationReport } from '../../contract/report.ts';
import { formatNumber } from '../view/facts.ts';
import { describeReport } from '../view/report-view.ts';
import {
  conclusionSection,
  countsSection,
  factList,
  fingerprintsSection,
  partiesSection,
  repeatSection,
  section,
  signaturesSection,
  stepsSection,
  streamSection,
  timelineSection,
  verificationSection,
} from './sections.ts';
import { style } from './style.ts';

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
  return page({ language, title }, sections);
}

/** A bar chart: as many bars as there are counts. */
export interface BarChart {
  /** Names the section in the page; a word. */
  readonly id: string;
  readonly heading: string;
  readonly counts: readonly { readonly label: string; readonly records: number }[];
  /** What is said where there is nothing to count. */
  readonly empty: string;
}

/** A page of facts and bar charts. */
export interface ChartPage {
  readonly title: string;
  /** What the page is about. */
  readonly subject: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly charts: readonly BarChart[];
}

/** The page as HTML, with the looks of a report: it loads nothing and runs nothing. */
export function renderChartPage(content: ChartPage, { language }: RenderHtmlOptions): string {
  const { title, subject, facts, charts } = content;
  const head = html`
<h1>${title}</h1>
<p class="batch">${foldLong(subject)}</p>
${factList(facts.map(({ label, value }) => ({ label, values: [value], exact: false })))}`;
  const sections = charts.map((chart) => section(chart.id, chart.heading, drawBars(chart, language)));
  return page({ language, title: `${title} – ${subject}` }, [head, ...sections]);
}

/** A table whose last column repeats the numbers as bars, so that both can be read, and the page printed. */
function drawBars({ heading, counts, empty }: BarChart, language: RenderHtmlOptions['language']): Markup {
  if (counts.length === 0) return html`<p>${empty}</p>`;
  const largest = counts.reduce((most, { records }) => Math.max(most, records), 1);
  return html`<table class="bars">${spokenCaption(heading)}<tbody>${counts.map(({ label, records }) => {
    const width = Math.max(0.5, Math.round((1000 * records) / largest) / 10);
    return html`
<tr><th scope="row">${label}</th><td>${formatNumber(records, language)}</td><td><svg width="100%" height="12" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="10" fill="currentColor"/></svg></td></tr>`;
  })}</tbody></table>`;
}

/** A page that shows what something is, and a table about it. */
export interface TablePage {
  readonly title: string;
  /** What the page is about, such as the name of a batch. */
  readonly subject: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The page as HTML, with the looks of a report: to be read, printed and kept. */
export function renderTablePage(content: TablePage, { language }: RenderHtmlOptions): string {
  const { title, subject, facts, heading, columns, rows } = content;
  const head = html`
<h1>${title}</h1>
<p class="batch">${foldLong(subject)}</p>
${factList(facts.map(({ label, value }) => ({ label, values: [value], exact: true })))}`;
  const table = html`<table class="rows">${spokenCaption(heading)}<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, index) => html`<td data-column="${columns[index] ?? ''}">${foldLong(cell)}</td>`)}</tr>`)}</tbody></table>`;
  return page({ language, title: `${title} – ${subject}` }, [head, section('rows', heading, table)]);
}

/** A whole page with the looks of a report. */
function page(
  { language, title }: { readonly language: Language; readonly title: string },
  sections: Insertable,
): string {
  return renderPage({
    language,
    title,
    style,
    content: sections,
  });
}

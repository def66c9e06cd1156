import { html, type Markup } from './html/escape.ts';
import { factList } from './html/fact-list.ts';
import { page } from './html/page.ts';
import { section } from './html/section.ts';
import type { RenderHtmlOptions } from './render-html.ts';
import { formatNumber } from './view/format.ts';

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
<p class="batch">${subject}</p>
${factList(facts.map(({ label, value }) => ({ label, values: [value], exact: false })))}`;
  const sections = charts.map((chart) => section(chart.id, chart.heading, drawBars(chart, language)));
  return page({ language, title: `${title} – ${subject}` }, [head, ...sections]).markup;
}

/** A table whose last column repeats the numbers as bars, so that both can be read, and the page printed. */
function drawBars({ counts, empty }: BarChart, language: RenderHtmlOptions['language']): Markup {
  if (counts.length === 0) return html`<p>${empty}</p>`;
  const largest = Math.max(...counts.map(({ records }) => records), 1);
  return html`<table class="bars"><tbody>${counts.map(({ label, records }) => {
    const width = Math.max(0.5, Math.round((1000 * records) / largest) / 10);
    return html`
<tr><th scope="row">${label}</th><td>${formatNumber(records, language)}</td><td><svg width="100%" height="12" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="10" fill="currentColor"/></svg></td></tr>`;
  })}</tbody></table>`;
}

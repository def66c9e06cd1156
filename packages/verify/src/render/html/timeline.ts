import { formatNumber } from '../view/format.ts';
import type { ReportView } from '../view/report-view.ts';
import type { Timeline } from '../view/timeline.ts';
import { html, type Markup } from './escape.ts';
import { section } from './section.ts';

/** Height of the drawing, in its own units; it is one unit wide for each slot, and stretched over the page. */
const HEIGHT = 100;
/** Share of a slot that its bar fills, at most; a few bars are kept slim. */
const MOST_BAR_WIDTH = 0.8;
const SLIM_SLOTS = 15;

/**
 * The records over time as a bar chart. Only bars and lines are drawn; labels are text of the page, which stays legible
 * at any width.
 */
export function timelineSection(view: ReportView): Markup | null {
  const { wording, timeline, whyNoTimeline } = view;
  if (view.parties === null) return null;
  const { headings } = wording;
  if (timeline !== null) return section('timeline', headings.timeline, timelineFigure(timeline, view));
  return section('timeline', headings.timeline, html`<p>${whyNoTimeline}</p>`);
}

function timelineFigure(timeline: Timeline, { wording, language }: ReportView): Markup {
  const { phrases, labelled } = wording;
  const { slots, bars, peak, ticks, unit } = timeline;
  const axis = phrases[`${unit}-axis`];
  const title = `${labelled(axis)} ${ticks[0]} – ${ticks.at(-1)}`;
  const ceiling = roundUp(peak);
  const width = round(Math.min(MOST_BAR_WIDTH, slots / SLIM_SLOTS));
  const scale = [ceiling, ...(ceiling % 2 === 0 ? [ceiling / 2] : []), 0].map((value) => formatNumber(value, language));
  const rectangles = bars.map(({ slot, label, records }) => {
    const height = (records / ceiling) * HEIGHT;
    const place = html`x="${round(slot + (1 - width) / 2)}" y="${round(HEIGHT - height)}" height="${round(height)}"`;
    return html`<rect ${place} width="${width}"><title>${labelled(label)} ${formatNumber(records, language)}</title></rect>`;
  });
  return html`
<figure class="timeline">
<figcaption>${axis}</figcaption>
<ul class="scale" aria-hidden="true">${scale.map((value) => html`<li>${value}</li>`)}</ul>
<svg role="img" aria-labelledby="timeline-title" viewBox="0 0 ${slots} ${HEIGHT}" preserveAspectRatio="none">
<title id="timeline-title">${title}</title>
<path d="M0 0H${slots}M0 ${HEIGHT / 2}H${slots}M0 ${HEIGHT}H${slots}" vector-effect="non-scaling-stroke"/>
${rectangles}
</svg>
<ul class="ticks" aria-hidden="true">${ticks.map((tick) => html`<li>${tick}</li>`)}</ul>
</figure>
<details class="figures"><summary>${phrases.figures}</summary>
<table><tbody>${bars.map(({ label, records }) => html`<tr><th scope="row">${label}</th><td>${formatNumber(records, language)}</td></tr>`)}</tbody></table>
</details>`;
}

/** The next of 1, 2, 3, 4, 5, 6, 8, 10, 15, 20 …: the height of the scale. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value)!;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

import { foldLong, html, type Insertable, type Markup, spokenCaption } from '@scelle/core/internal';
import { type Fact, formatNumber } from '../view/facts.ts';
import type { ReportView } from '../view/report-view.ts';
import type { ComparisonView, StepView } from '../view/steps.ts';
import type { StreamView } from '../view/stream.ts';
import type { Timeline } from '../view/timeline.ts';

/** Who handed over what to whom; or that nobody knows. */
export function partiesSection({ wording, parties }: ReportView): Markup {
  const content = parties === null ? html`<p>${wording.phrases['not-authenticated']}</p>` : factList(parties);
  return section('parties', wording.headings.parties, content);
}

/** How much was handed over. */
export function countsSection({ wording, counts }: ReportView): Markup | null {
  return counts && section('counts', wording.headings.counts, factList(counts));
}

/** Who signed. */
export function signaturesSection({ wording, signatures }: ReportView): Markup {
  const content = signatures.length === 0 ? html`<p>${wording.phrases['no-signatures']}</p>` : signatures.map(factList);
  return section('signatures', wording.headings.signatures, content);
}

/** What tells this batch from every other. */
export function fingerprintsSection({ wording, fingerprints }: ReportView): Markup | null {
  return fingerprints.length === 0
    ? null
    : section('fingerprints', wording.headings.fingerprints, factList(fingerprints));
}

/** How anybody checks the batch with tools that know nothing of it. */
export function repeatSection({ wording, commands }: ReportView): Markup {
  const items = commands.map(
    ({ purpose, line }) => html`<li>${purpose}<pre tabindex="0"><code>${line}</code></pre></li>`,
  );
  const introduction = html`<p>${wording.phrases['repeat-introduction']}</p>`;
  return section('repeat', wording.headings.repeat, introduction, html`<ol class="commands">${items}</ol>`);
}

/** When and how it was checked. */
export function verificationSection({ wording, verification }: ReportView): Markup {
  const times = html`<p>${wording.phrases.utc}</p>`;
  return section('verification', wording.headings.verification, factList(verification), times);
}

/** The head of the page: which batch, the verdict in large letters, why, and what to do next. */
export function conclusionSection({ wording, batchName, conclusion, verification, isTestData }: ReportView): Markup {
  const { phrases, labelled } = wording;
  const [origin] = verification;
  return html`
<header>
<h1>${wording.title}</h1>
<p class="batch">${foldLong(batchName ?? origin!.values.join(' '))}</p>
</header>
${isTestData ? testDataBanner(phrases) : null}
<section id="verdict" class="verdict ${conclusion.conclusion}" aria-label="${conclusion.word}">
<p class="word"><span class="mark" aria-hidden="true">${conclusion.mark}</span> ${conclusion.word}${reservation(conclusion)}</p>
<p>${conclusion.meaning} ${conclusion.tally}</p>
${reasonList(conclusion)}
<p class="next"><strong>${labelled(phrases['next-step'])}</strong> ${conclusion.next}</p>
</section>`;
}

function testDataBanner(phrases: ReportView['wording']['phrases']): Markup {
  return html`<p class="test-data"><strong>${phrases['test-data']}</strong> ${phrases['test-data-meaning']}</p>`;
}

function reservation({ reservation: text }: ReportView['conclusion']): Markup | null {
  return text === null ? null : html` <small>(${text})</small>`;
}

function reasonList({ reasons, reasonsHeading }: ReportView['conclusion']): Markup | null {
  if (reasons.length === 0) return null;
  const items = reasons.map(
    ({ code, message }) => html`<li>${foldLong(message)} <code class="code">${code}</code></li>`,
  );
  return html`<h2>${reasonsHeading}</h2><ul>${items}</ul>`;
}

type Phrases = ReportView['wording']['phrases'];

/** Every step with its question, how it ended, and what it compared. */
export function stepsSection({ wording, steps }: ReportView): Markup {
  const items = steps.map((step) => stepItem(step, wording.phrases));
  return section('steps', wording.headings.steps, html`<ol class="steps">${items}</ol>`);
}

function stepItem(step: StepView, phrases: Phrases): Markup {
  return html`
<li class="${step.state}">
<h3><span class="mark" aria-hidden="true">${step.mark}</span> ${step.number}. ${step.name}
<span class="state">${step.stateWord}</span></h3>
<p><span class="question">${step.question}</span> ${foldLong(step.message)} <code class="code">${step.code}</code></p>
${step.comparisons.length === 0 ? null : comparisonTable(step, phrases)}
</li>`;
}

function comparisonTable({ name: caption, comparisons }: StepView, phrases: Phrases): Markup {
  return html`<table>${spokenCaption(caption)}
<thead><tr><th scope="col">${phrases.what}</th><th scope="col">${phrases.found}</th><th scope="col">${phrases['compared-with']}</th></tr></thead>
<tbody>${comparisons.map((comparison) => comparisonRow(comparison, phrases))}</tbody>
</table>`;
}

/** The columns are named in the cells too, where a narrow page sets them one below the other. */
function comparisonRow({ label, found, expected }: ComparisonView, phrases: Phrases): Markup {
  const held = expected === found ? html`= ${phrases.identical}` : html`<code>${foldLong(expected ?? '–')}</code>`;
  return html`<tr><th scope="row">${label}</th><td data-column="${phrases.found}"><code>${foldLong(found)}</code></td><td data-column="${phrases['compared-with']}">${held}</td></tr>`;
}

/** Numbers in a row of the drawing, and the sides of their squares, in its own units. */
const COLUMNS = 20;
const SIDE = 40;
const GAP = 8;
const STEP = SIDE + GAP;
const LABEL = 14;
const ROW = STEP + LABEL;

/** The numbers of the stream as squares in rows: what came, by which channel, and what is missing. */
export function streamSection({ wording, stream }: ReportView): Markup | null {
  return stream && section('stream', wording.headings.stream, streamFigure(stream, wording));
}

function streamFigure(stream: StreamView, { phrases, headings }: ReportView['wording']): Markup {
  const { places, runs, title } = stream;
  const columns = Math.min(COLUMNS, places.length);
  const [width, height] = [columns * STEP, Math.ceil(places.length / COLUMNS) * ROW];
  return html`
<figure class="stream">
<svg role="img" aria-labelledby="stream-title" viewBox="0 0 ${width} ${height}" width="${width}">
<title id="stream-title">${title}</title>
${places.map((place, index) => placeSquare(place, index))}
</svg>
</figure>
<table class="rows">${spokenCaption(headings.stream)}<thead><tr><th scope="col">${phrases['stream-numbers']}</th><th scope="col">${phrases.state}</th><th scope="col">${phrases['came-by']}</th></tr></thead>
<tbody>${runs.map(({ numbers, state, channel }) => html`<tr><td>${numbers}</td><td>${state}</td><td>${channel}</td></tr>`)}</tbody></table>`;
}

function placeSquare({ sequence, state, mark, title, isThis }: StreamView['places'][number], index: number): Markup {
  const x = (index % COLUMNS) * STEP + GAP / 2;
  const y = Math.floor(index / COLUMNS) * ROW + GAP / 2;
  const cross = state === 'rejected' ? html`<path d="M${x} ${y}l${SIDE} ${SIDE}m0 ${-SIDE}l${-SIDE} ${SIDE}"/>` : null;
  return html`<g class="${state}${isThis ? ' this' : ''}"><title>${title}</title>
<rect x="${x}" y="${y}" width="${SIDE}" height="${SIDE}"/>${cross}
<text x="${x + SIDE / 2}" y="${y + SIDE / 2}">${mark}</text><text class="number" x="${x + SIDE / 2}" y="${y + SIDE + LABEL / 2 + 2}">${sequence}</text></g>`;
}

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
<table>${spokenCaption(phrases.figures)}<tbody>${bars.map(({ label, records }) => html`<tr><th scope="row">${label}</th><td>${formatNumber(records, language)}</td></tr>`)}</tbody></table>
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

/** A part of the page under its heading. */
export function section(id: string, heading: string, ...content: readonly Insertable[]): Markup {
  return html`
<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${content}
</section>`;
}

/** Facts as a list of labels, each with what stands beside it. */
export function factList(facts: readonly Fact[]): Markup {
  return html`<dl class="facts">${facts.map(factItem)}</dl>`;
}

function factItem({ label, values, exact }: Fact): Markup {
  const definitions = values.map(
    (value) => html`<dd>${exact ? html`<code>${foldLong(value)}</code>` : foldLong(value)}</dd>`,
  );
  return html`<div><dt>${label}</dt>${definitions}</div>`;
}

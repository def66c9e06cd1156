import type { ReportView } from '../view/report-view.ts';
import type { StreamView } from '../view/stream.ts';
import { html, type Markup } from './escape.ts';
import { section } from './section.ts';

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

function streamFigure(stream: StreamView, { phrases }: ReportView['wording']): Markup {
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
<table class="rows"><thead><tr><th scope="col">${phrases['stream-numbers']}</th><th scope="col">${phrases.state}</th><th scope="col">${phrases['came-by']}</th></tr></thead>
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

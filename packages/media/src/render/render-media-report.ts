import { type Language, quoteUntrusted } from '@scelle/core';
import { html, type Markup } from '@scelle/verify';
import type { DiscReport, MediaReport, PictureCell } from '../check/media-report.ts';
import { describeDisc, describeProblem } from './describe-disc.ts';
import { renderPage } from './page.ts';
import { reportStyle } from './report-style.ts';
import { chooseReportWording, type ReportWording } from './report-wording.ts';

/** The report of a check as one page, with a picture of each disc: to be read, printed and kept. */
export function renderMediaReport(report: MediaReport, { language }: { readonly language: Language }): string {
  const wording = chooseReportWording(language);
  const content = html`<main>
<h1>${wording.title}</h1>
${answerSection(report, wording)}
${setSection(report, wording)}
<h2>${wording.items}</h2>
${itemTable(report, wording)}
<h2>${wording.discs}</h2>
${legend(wording)}
${report.discs.map((disc) => discSection(disc, report, wording))}
</main>`;
  return renderPage({ language, title: wording.title, style: reportStyle, content });
}

function answerSection({ answer, neededDiscs, request }: MediaReport, wording: ReportWording): Markup {
  const { word, next } = wording.answers[answer];
  const asked = request?.discs.flatMap(({ ranges }) => ranges).reduce((sum, { count }) => sum + count, 0) ?? 0;
  return html`<section class="answer ${answer}">
<p class="word">${word}</p>
${neededDiscs.length === 0 ? null : html`<p><strong>${wording.needed(neededDiscs)}</strong></p>`}
${asked === 0 ? null : html`<p><strong>${wording.asked(asked)}</strong></p>`}
<p>${next}</p>
</section>`;
}

function setSection({ set, checkedAt }: MediaReport, wording: ReportWording): Markup {
  const facts: readonly (readonly [string, string])[] = [
    [wording.from, set.sender],
    [wording.to, set.recipient],
    [wording.made, set.createdAt],
    ...(set.label === null ? [] : [[wording.label, set.label] as const]),
    [wording.key, set.key],
    [wording.signature, wording.signatureChecked(set.signatureChecked)],
    [wording.checkedAt, checkedAt],
  ];
  return html`<h2>${wording.set}</h2>
<dl>${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}

function itemTable({ items }: MediaReport, wording: ReportWording): Markup {
  const rows = items.map(
    ({ name, bytes, state, lostBytes }) =>
      html`<tr><td>${name}</td><td class="number">${wording.bytes(bytes)}</td><td class="state">${wording.states[state]}</td><td>${lostBytes === 0 ? null : wording.lostBytes(lostBytes)}</td></tr>`,
  );
  return html`<table><tbody>${rows}</tbody></table>`;
}

function discSection(disc: DiscReport, { discs }: MediaReport, wording: ReportWording): Markup {
  const { number, kind, media, damaged, damagedRanges, problems, picture } = disc;
  const title = `${wording.disc(number, discs.length)}${kind === 'spare' ? ` (${wording.spare})` : ''}`;
  const ranges = damaged.map(({ file, start, end }) => html`<li>${wording.range(file, start, end)}</li>`);
  return html`
<section>
<h3>${title}</h3>
<p>${describeDisc(disc, wording)}</p>
${media.length === 0 ? null : html`<p>${wording.media}: ${media.map((name) => quoteUntrusted(name, 120)).join(', ')}</p>`}
${draw(picture, title)}
${ranges.length === 0 ? null : html`<details><summary>${wording.ranges(ranges.length, damagedRanges)}</summary><ul>${ranges}</ul></details>`}
${problems.length <= 3 ? null : html`<ul>${problems.map((problem) => html`<li>${describeProblem(problem, wording)}</li>`)}</ul>`}
</section>`;
}

const COLUMNS = 60;

/** A row of cells after the other, from the first block to the last; what is lost is crossed out. */
function draw(cells: readonly PictureCell[], title: string): Markup {
  const rows = Math.ceil(cells.length / COLUMNS);
  const drawn = cells.map((cell, index) => drawCell(cell, index % COLUMNS, Math.floor(index / COLUMNS)));
  return html`<svg role="img" viewBox="0 0 ${COLUMNS} ${rows}"><title>${title}</title>${drawn}</svg>`;
}

function drawCell(cell: PictureCell, x: number, y: number): Markup {
  const cross = cell === 'lost' ? html`<path class="cross" d="M${x + 0.15} ${y + 0.15}l.6 .6m0 -.6l-.6 .6"/>` : null;
  return html`<rect class="${cell}" x="${x + 0.05}" y="${y + 0.05}" width=".8" height=".8"/>${cross}`;
}

function legend({ cells }: ReportWording): Markup {
  const kinds = Object.keys(cells) as PictureCell[];
  const entries = kinds.map(
    (kind) => html`<svg viewBox="0 0 1 1" aria-hidden="true">${drawCell(kind, 0, 0)}</svg>${cells[kind]}`,
  );
  return html`<p class="legend">${entries}</p>`;
}

import type { Language } from '@scelle/core';
import {
  foldLong,
  html,
  kitStyle,
  type Markup,
  quoteUntrusted,
  renderPage,
  spokenCaption,
} from '@scelle/core/internal';
import type { DiscProblem } from '../reading/reading-set.ts';
import type { DiscReport, MediaReport, PictureCell } from './media-report.ts';
import { chooseReportWording, type ReportWording } from './report-wording.ts';

/** The report of a check as one page, with a picture of each disc: to be read, printed and kept. */
export function renderMediaReport(report: MediaReport, { language }: { readonly language: Language }): string {
  const wording = chooseReportWording(language);
  const content = html`
<h1>${wording.title}</h1>
${answerSection(report, wording)}
${setSection(report, wording)}
<h2>${wording.items}</h2>
${itemTable(report, wording)}
<h2>${wording.discs}</h2>
${legend(wording)}
${report.discs.map((disc) => discSection(disc, report, wording))}`;
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
<dl>${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${foldLong(value)}</dd>`)}</dl>`;
}

function itemTable({ items }: MediaReport, wording: ReportWording): Markup {
  const rows = items.map(
    ({ name, bytes, state, lostBytes }) =>
      html`<tr><th scope="row">${foldLong(name)}</th><td class="number">${wording.bytes(bytes)}</td><td class="state">${wording.states[state]}</td><td>${lostBytes === 0 ? null : wording.lostBytes(lostBytes)}</td></tr>`,
  );
  return html`<table>${spokenCaption(wording.items)}<tbody>${rows}</tbody></table>`;
}

function discSection(disc: DiscReport, { discs }: MediaReport, wording: ReportWording): Markup {
  const { number, kind, media, damaged, damagedRanges, problems, picture } = disc;
  const title = `${wording.disc(number, discs.length)}${kind === 'spare' ? ` (${wording.spare})` : ''}`;
  const ranges = damaged.map(({ file, start, end }) => html`<li>${foldLong(wording.range(file, start, end))}</li>`);
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

/** What became of a disc, in a few words. */
export function describeDisc(disc: DiscReport, wording: ReportWording): string {
  const { seen, damagedBlocks, contentBlocks, parityBlocks, lostBlocks, problems } = disc;
  const parts = [
    ...(seen ? [] : [wording.unseen]),
    ...(seen && damagedBlocks > 0 ? [wording.damaged(damagedBlocks, contentBlocks + parityBlocks)] : []),
    ...(lostBlocks > 0 ? [wording.lost(lostBlocks)] : []),
    ...problems.slice(0, 3).map((problem) => describeProblem(problem, wording)),
    ...(problems.length > 3 ? ['…'] : []),
  ];
  return parts.length === 0 ? wording.sound : parts.join('; ');
}

/** What is wrong with a file of a disc, or with the disc. */
function describeProblem({ kind, file }: DiscProblem, wording: ReportWording): string {
  return file === null ? wording.problems[kind] : `${quoteUntrusted(file, 80)}: ${wording.problems[kind]}`;
}

/** The looks of the report of a check. States differ in words and patterns: colour only repeats what they say. */
const reportStyle = `${kitStyle}
:root { color-scheme: light dark; --ink: #1b1b1b; --quiet: #595959; --paper: #fff; --shade: #f3f3f1; --line: #8a8a8a;
  --good: #14602b; --bad: #9d1c12; --wait: #7a4b00; --cell: #cfe3d4; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --quiet: #b4b4b4; --paper: #17181a; --shade: #232528; --line: #85888c;
    --good: #7dd494; --bad: #ff9a8d; --wait: #f0bd6a; --cell: #2c4a35; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 58rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { margin: 0 0 1rem; font-size: 1.1rem; font-weight: 600; color: var(--quiet); }
h2 { margin: 2rem 0 .6rem; font-size: 1.25rem; }
h3 { margin: 1.25rem 0 .25rem; font-size: 1rem; }
p { margin: .3rem 0; }
code { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: .875em; }
.answer { padding: 1rem 1.25rem; border: 2px solid currentColor; border-left-width: .9rem; background: var(--shade); }
.answer > * { color: var(--ink); }
.answer .word { margin: 0; color: inherit; font-size: 2rem; font-weight: 700; line-height: 1.2; }
.whole { color: var(--good); }
.recoverable { color: var(--wait); border-style: dashed; }
.needs-discs { color: var(--wait); border-style: dotted; }
.not-recoverable { color: var(--bad); border-style: double; border-width: 6px; border-left-width: .9rem; }
dl { display: grid; grid-template-columns: 14rem 1fr; margin: 0; border-top: 1px solid var(--line); }
dt, dd { margin: 0; padding: .3rem 0; border-bottom: 1px solid var(--line); }
dt { padding-right: 1rem; color: var(--quiet); }
svg { display: block; width: 100%; height: auto; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
rect.good { fill: var(--cell); }
rect.repaired { fill: var(--wait); }
rect.lost { fill: var(--bad); }
rect.unseen { fill: none; stroke: var(--line); stroke-width: .08; }
path.cross { stroke: var(--paper); stroke-width: .15; }
.legend { color: var(--quiet); font-size: .875rem; }
.legend svg { display: inline-block; width: 1em; height: 1em; margin: 0 .2em 0 .8em; vertical-align: -.1em; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .3rem .75rem .3rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
td.state { font-weight: 600; }
td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
summary { color: var(--quiet); cursor: pointer; }
@media (max-width: 40rem) { dl { display: block; } dt { border: 0; padding-bottom: 0; } dd { padding-top: 0; } }
@media print { @page { size: A4; margin: 15mm; } body { max-width: none; padding: 0; font-size: 9.5pt; } section, tr { break-inside: avoid; } }
`;

import type { Language } from '@scelle/core';
import { foldLong, html, inGroups, kitStyle, type Markup, renderPage, spokenCaption } from '@scelle/core/internal';
import encodeQR from 'qr';
import { type Disc, discIdentifier, type SetDescription } from '../format/description.ts';
import { chooseSetWording, type SetWording } from './paper-wording.ts';

/** The words by which people compare a digest aloud; the digest is hex. */
export type DigestWords = (digest: string) => readonly string[];

/** What is known of the way of a parcel when it is packed; the rest is filled in by hand. */
export interface PaperHandOver {
  /** Numbers of the seals, one for each disc in their order, or those of the parcel. */
  readonly seals?: readonly string[];
  readonly packedBy?: string;
  readonly courier?: string;
}

/** What labels and slip are made from. */
interface SetView {
  readonly handOver: PaperHandOver;
  readonly description: SetDescription;
  readonly setKey: string;
  readonly language: Language;
  readonly digestWords: DigestWords | null;
  readonly contact: string | null;
}

/** The key of the set as people compare it: digits, and words where there are any, and as a scanner reads it. */
function showSetKey({ setKey, digestWords, language }: SetView): Markup {
  const { wordsOf } = chooseSetWording(language);
  const words = digestWords === null ? null : html`<p>${wordsOf} ${digestWords(setKey).join(' ')}</p>`;
  return html`<p><code>${inGroups(setKey, 4)}</code></p>${words}`;
}

/** The key of the set as a QR code, so that nobody types it. */
function drawQr({ setKey, language }: SetView): Markup {
  const modules = encodeQR(setKey.toUpperCase(), 'raw', { ecc: 'medium', border: 4 });
  const path = modules.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  const name = chooseSetWording(language).qr;
  return html`<svg class="qr" role="img" aria-label="${name}" viewBox="0 0 ${modules.length} ${modules.length}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}

/** A page with a label for each disc of a set, to be printed. */
export function renderLabels(view: SetView): string {
  const { language, description } = view;
  const { labels } = chooseSetWording(language);
  const content = html`<h1>${labels}</h1>
<div class="labels">${description.discs.map((disc) => labelOf(disc, view))}</div>`;
  return renderPage({ language, title: labels, style: paperStyle, content });
}

function labelOf({ number, kind }: Disc, view: SetView): Markup {
  const { description, language, contact } = view;
  const wording = chooseSetWording(language);
  const { sender, recipient, createdAt, label, discs } = description;
  return html`
<section class="label">
${drawQr(view)}
<p class="disc">${wording.disc(number, discs.length)}${kind === 'spare' ? ` – ${wording.spare}` : null}</p>
${label === null ? null : html`<p>${label}</p>`}
<dl>
<dt>${wording.from}</dt><dd>${sender}</dd>
<dt>${wording.to}</dt><dd>${recipient}</dd>
<dt>${wording.made}</dt><dd>${createdAt}</dd>
<dt>${wording.setKey}</dt><dd>${showSetKey(view)}</dd>
<dt>${wording.identifier}</dt><dd><code>${foldLong(discIdentifier(description, number))}</code></dd>
</dl>
<p>${wording.encrypted}</p>
<p class="found">${wording.found(contact ?? sender)}</p>
</section>`;
}

/** The delivery slip of a set: what goes from whom to whom, with fields to be filled in by hand. */
export function renderSlip(view: SetView): string {
  const { language, description, contact, handOver } = view;
  const wording = chooseSetWording(language);
  const { sender, recipient, createdAt, label, items, discs } = description;
  const { seals = [] } = handOver;
  // Where there are as many as discs, they stand in the table.
  const parcelSeals = seals.length === discs.length ? [] : seals;
  const content = html`${drawQr(view)}
<h1>${wording.slip}</h1>
${label === null ? null : html`<p>${label}</p>`}
<dl>
<dt>${wording.from}</dt><dd>${sender}</dd>
<dt>${wording.to}</dt><dd>${recipient}</dd>
<dt>${wording.made}</dt><dd>${createdAt}</dd>
<dt>${wording.setKey}</dt><dd>${showSetKey(view)}</dd>
${contact === null ? null : html`<dt>${wording.contact}</dt><dd>${contact}</dd>`}
</dl>
<h2>${wording.discs}</h2>
${discTable(view, wording)}
<h2>${wording.contents}</h2>
<table>${spokenCaption(wording.contents)}<thead><tr>${headsOf([wording.name, wording.bytes, wording.manifest])}</tr></thead>
<tbody>${items.map(({ name, bytes, manifest }) => html`<tr><td>${foldLong(name)}</td><td class="number">${bytes}</td><td><code>${manifest === null ? '–' : inGroups(manifest)}</code></td></tr>`)}</tbody></table>
<h2>${wording.seals}</h2>
${parcelSeals.length === 0 ? null : html`<p>${wording.sealNumbers} ${parcelSeals.join(', ')}</p>`}
${handOverTable(wording, handOver)}`;
  return renderPage({ language, title: wording.slip, style: paperStyle, content });
}

function discTable({ description, handOver: { seals = [] } }: SetView, wording: SetWording): Markup {
  const { discs } = description;
  const rows = discs.map(
    ({ number, kind }, index) =>
      html`<tr><td>${wording.disc(number, discs.length)}${kind === 'spare' ? ` – ${wording.spare}` : null}</td><td><code>${foldLong(discIdentifier(description, number))}</code></td><td>${seals.length === discs.length ? seals[index]! : null}</td></tr>`,
  );
  return html`<table>${spokenCaption(wording.discs)}<thead><tr>${headsOf([wording.discs, wording.identifier, wording.sealNumber])}</tr></thead>
<tbody>${rows}</tbody></table>`;
}

function handOverTable(wording: SetWording, { packedBy, courier }: PaperHandOver): Markup {
  const columns = [wording.handOver, wording.person, wording.date, wording.sealsIntact, wording.signature];
  const stages = [
    { stage: wording.packedBy, person: packedBy ?? null },
    { stage: wording.courier, person: courier ?? null },
    { stage: wording.openedBy, person: null },
  ];
  const rows = stages.map(
    ({ stage, person }) =>
      html`<tr><th scope="row">${stage}</th><td>${person}</td>${columns.slice(2).map(() => html`<td></td>`)}</tr>`,
  );
  return html`<table class="fields">${spokenCaption(wording.seals)}<thead><tr>${headsOf(columns)}</tr></thead>
<tbody>${rows}</tbody></table>`;
}

function headsOf(columns: readonly string[]): Markup {
  return html`${columns.map((column) => html`<th scope="col">${column}</th>`)}`;
}

/** The looks of what is printed: labels and slip. */
export const paperStyle = `${kitStyle}
:root { color-scheme: light; --ink: #1b1b1b; --quiet: #595959; --line: #8a8a8a; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 52rem; color: var(--ink); background: #fff;
  font: .9rem/1.45 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { margin: 0 0 .75rem; font-size: 1.3rem; }
h2 { margin: 1.25rem 0 .4rem; font-size: 1.05rem; }
p { margin: .2rem 0; }
code { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: .9em; }
.labels { display: grid; grid-template-columns: repeat(2, 1fr); gap: .75rem; }
.label { padding: .75rem 1rem; border: 1px solid var(--line); break-inside: avoid; }
.label .disc { margin: 0 0 .3rem; font-size: 1.5rem; font-weight: 700; }
dl { display: grid; grid-template-columns: 5.5rem 1fr; margin: 0; }
dt { color: var(--quiet); }
dd, dd p { margin: 0; }
.found { margin-top: .4rem; font-weight: 600; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .3rem .5rem; border: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
thead th { color: var(--quiet); }
.fields td { height: 2.6rem; }
.qr { float: right; width: 26mm; height: 26mm; margin-left: .75rem; }
.fields th:nth-child(2), .fields th:last-child { width: 22%; }
td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
@media (max-width: 34rem) { .labels { grid-template-columns: 1fr; } table { display: block; overflow-x: auto; } }
@media print { @page { size: A4; margin: 14mm; } body { padding: 0; max-width: none; } tr { break-inside: avoid; } }
`;

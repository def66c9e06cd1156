import type { Language } from '@scelle/core';
import { html, type Markup, renderPage } from '@scelle/core/internal';
import { type Disc, discIdentifier, type SetDescription } from '../format/description.ts';
import { chooseSetWording, type SetWording } from './paper-wording.ts';

/** The words by which people compare a digest aloud; the digest is hex. */
export type DigestWords = (digest: string) => readonly string[];

/** What labels and slip are made from. */
interface SetView {
  readonly description: SetDescription;
  readonly setKey: string;
  readonly language: Language;
  readonly digestWords: DigestWords | null;
  readonly contact: string | null;
}

/** The key of the set as people compare it: in words where there are any, and in groups of four digits. */
function formatSetKey({ setKey, digestWords }: SetView): readonly string[] {
  const digits = setKey.replace(/(.{4})(?!$)/g, '$1 ');
  return digestWords === null ? [digits] : [digestWords(setKey).join(' '), digits];
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
<p class="disc">${wording.disc(number, discs.length)}${kind === 'spare' ? ` – ${wording.spare}` : null}</p>
${label === null ? null : html`<p>${label}</p>`}
<dl>
<dt>${wording.from}</dt><dd>${sender}</dd>
<dt>${wording.to}</dt><dd>${recipient}</dd>
<dt>${wording.made}</dt><dd>${createdAt}</dd>
<dt>${wording.setKey}</dt><dd>${formatSetKey(view).map((line) => html`<p><code>${line}</code></p>`)}</dd>
<dt>${wording.identifier}</dt><dd><code>${discIdentifier(description, number)}</code></dd>
</dl>
<p>${wording.encrypted}</p>
<p class="found">${wording.found(contact ?? sender)}</p>
</section>`;
}

/** The delivery slip of a set: what goes from whom to whom, with fields to be filled in by hand. */
export function renderSlip(view: SetView): string {
  const { language, description } = view;
  const wording = chooseSetWording(language);
  const { sender, recipient, createdAt, label, items } = description;
  const content = html`<h1>${wording.slip}</h1>
${label === null ? null : html`<p>${label}</p>`}
<dl>
<dt>${wording.from}</dt><dd>${sender}</dd>
<dt>${wording.to}</dt><dd>${recipient}</dd>
<dt>${wording.made}</dt><dd>${createdAt}</dd>
<dt>${wording.setKey}</dt><dd>${formatSetKey(view).map((line) => html`<p><code>${line}</code></p>`)}</dd>
</dl>
<h2>${wording.discs}</h2>
${discTable(view, wording)}
<h2>${wording.contents}</h2>
<table><thead><tr><th>${wording.name}</th><th>${wording.bytes}</th><th>${wording.manifest}</th></tr></thead>
<tbody>${items.map(({ name, bytes, manifest }) => html`<tr><td>${name}</td><td class="number">${bytes}</td><td><code>${manifest ?? '–'}</code></td></tr>`)}</tbody></table>
<h2>${wording.seals}</h2>
${handOverTable(wording)}`;
  return renderPage({ language, title: wording.slip, style: paperStyle, content });
}

function discTable({ description }: SetView, wording: SetWording): Markup {
  const { discs } = description;
  const rows = discs.map(
    ({ number, kind }) =>
      html`<tr><td>${wording.disc(number, discs.length)}${kind === 'spare' ? ` – ${wording.spare}` : null}</td><td><code>${discIdentifier(description, number)}</code></td><td></td></tr>`,
  );
  return html`<table><thead><tr><th>${wording.discs}</th><th>${wording.identifier}</th><th>${wording.sealNumber}</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}

function handOverTable(wording: SetWording): Markup {
  const columns = [wording.handOver, wording.person, wording.date, wording.sealsIntact, wording.signature];
  const stages = [wording.packedBy, wording.courier, wording.openedBy];
  const rows = stages.map((stage) => html`<tr><td>${stage}</td>${columns.slice(1).map(() => html`<td></td>`)}</tr>`);
  return html`<table class="fields"><thead><tr>${columns.map((column) => html`<th>${column}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table>`;
}

/** The looks of what is printed: labels and slip. */
export const paperStyle = `
:root { color-scheme: light; --ink: #1b1b1b; --quiet: #595959; --line: #8a8a8a; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 52rem; color: var(--ink); background: #fff;
  font: .9rem/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
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
thead th { color: var(--quiet); overflow-wrap: normal; }
.fields td { height: 2.6rem; overflow-wrap: normal; }
.fields th:nth-child(2), .fields th:last-child { width: 22%; }
td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
@media (max-width: 34rem) { .labels { grid-template-columns: 1fr; } }
@media print { @page { size: A4; margin: 14mm; } body { padding: 0; max-width: none; } tr { break-inside: avoid; } }
`;

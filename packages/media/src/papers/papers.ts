import type { Language } from '@scelle/core';
import { html, type Markup } from '@scelle/verify/internal';
import { type Disc, discIdentifier, type SetDescription } from '../set/description.ts';
import { paperStyle, renderPage } from './page.ts';
import { chooseSetWording, type SetWording } from './wording.ts';

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

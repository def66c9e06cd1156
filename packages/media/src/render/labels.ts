import { html, type Markup } from '@scelle/verify';
import type { Disc } from '../set/description.ts';
import { discIdentifier } from '../writing/write-bag.ts';
import { renderPage } from './page.ts';
import { paperStyle } from './paper-style.ts';
import { formatSetKey, type SetView } from './set-view.ts';
import { chooseSetWording } from './wording.ts';

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

import { foldLong, html, type Insertable, type Markup } from '@scelle/core/internal';
import type { Fact } from '../view/format.ts';

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

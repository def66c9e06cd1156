import { toPrintable } from '@scelle/core/internal';
import type { Fact } from '../view/format.ts';

/** HTML that was escaped already. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in a template: plain values are escaped, null leaves nothing. */
export type Insertable = string | number | Markup | null | readonly Insertable[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Makes HTML from a template. Whatever is put into it is escaped unless it is markup itself, so that forgetting is
 * safe: insert it between tags or into a quoted attribute, and nowhere else.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Insertable[]): Markup {
  // biome-ignore lint/plugin: the places of a template; a list in one of them is one value.
  return { markup: String.raw({ raw: strings }, ...values.map(toHtml)) };
}

function toHtml(value: Insertable): string {
  if (value === null) return '';
  if (isList(value)) return value.map(toHtml).join('');
  if (typeof value === 'object') return value.markup;
  return toPrintable(String(value)).replace(/[&<>"']/g, (character) => entities[character]!);
}

function isList(value: Insertable): value is readonly Insertable[] {
  return Array.isArray(value);
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
  const definitions = values.map((value) => html`<dd>${exact ? html`<code>${value}</code>` : value}</dd>`);
  return html`<div><dt>${label}</dt>${definitions}</div>`;
}

import type { Fact } from '../view/fact.ts';
import { html, type Markup } from './escape.ts';

/** Facts as a list of labels, each with what stands beside it. */
export function factList(facts: readonly Fact[]): Markup {
  return html`<dl class="facts">${facts.map(factItem)}</dl>`;
}

function factItem({ label, values, exact }: Fact): Markup {
  const definitions = values.map((value) => html`<dd>${exact ? html`<code>${value}</code>` : value}</dd>`);
  return html`<div><dt>${label}</dt>${definitions}</div>`;
}

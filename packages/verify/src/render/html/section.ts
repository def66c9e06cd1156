import { html, type Insertable, type Markup } from './escape.ts';

/** A part of the page under its heading. */
export function section(id: string, heading: string, ...content: readonly Insertable[]): Markup {
  return html`
<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${content}
</section>`;
}

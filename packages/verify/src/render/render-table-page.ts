import { html } from './html/escape.ts';
import { factList } from './html/fact-list.ts';
import { page } from './html/page.ts';
import { section } from './html/section.ts';
import type { RenderHtmlOptions } from './render-html.ts';

/** A page that shows what something is, and a table about it. */
export interface TablePage {
  readonly title: string;
  /** What the page is about, such as the name of a batch. */
  readonly subject: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The page as HTML, with the looks of a report: to be read, printed and kept. */
export function renderTablePage(content: TablePage, { language }: RenderHtmlOptions): string {
  const { title, subject, facts, heading, columns, rows } = content;
  const head = html`
<h1>${title}</h1>
<p class="batch">${subject}</p>
${factList(facts.map(({ label, value }) => ({ label, values: [value], exact: true })))}`;
  const table = html`<table class="rows"><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, index) => html`<td data-column="${columns[index] ?? ''}">${cell}</td>`)}</tr>`)}</tbody></table>`;
  return page({ language, title: `${title} – ${subject}` }, [head, section('rows', heading, table)]).markup;
}

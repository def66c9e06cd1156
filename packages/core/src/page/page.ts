import { hash } from 'node:crypto';
import { toPrintable } from '../canonical/encoding.ts';
import type { Language } from '../errors/define-errors.ts';

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

/** What a page is made of. */
interface Page {
  readonly language: Language;
  readonly title: string;
  readonly style: string;
  readonly content: Insertable;
}

/** A page to be read, printed and kept: it loads nothing, runs nothing, and the browser is told to allow neither. */
export function renderPage({ language, title, style, content }: Page): string {
  const digest = hash('sha256', style, 'base64');
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
${content}
</body>
</html>
`.markup;
}

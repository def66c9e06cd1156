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

/**
 * A digest, an identifier or a number in groups, between which a line may end and nowhere else. Whoever selects it copies
 * it without gaps: they belong to the looks (`kitStyle`).
 */
export function inGroups(text: string, size = 8): Markup {
  const groups = text.match(new RegExp(`.{1,${size}}`, 'gsu')) ?? [];
  return html`${groups.map((group) => html`<span class="group">${group}</span><wbr>`)}`;
}

/** Longest run of characters that needs no place at which a line may end. */
const MAX_RUN = 24;

/**
 * Text whose lines may end within what is long: behind the full stops and slashes of names, and between the groups of
 * digests and keys. Other words stay whole.
 */
export function foldLong(text: string): Markup {
  // Keys of minisign, or digits of any base without signs, of which file names have some.
  const pieces = text.split(new RegExp(`(RW[A-Za-z0-9+/]{54}|[A-Za-z0-9]{${MAX_RUN + 1},})`));
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? inGroups(piece) : foldNames(piece)))}`;
}

function foldNames(text: string): Markup {
  const words = text.split(/(\s+)/);
  return html`${words.map((word) =>
    word.length > MAX_RUN ? html`${word.split(/(?<=[./-])/).map((part) => html`${part}<wbr>`)}` : word,
  )}`;
}

/** What a table shows, for whoever hears it: to eyes, the heading above it says so. */
export function spokenCaption(text: string): Markup {
  return html`<caption class="spoken">${text}</caption>`;
}

/** The looks of what `inGroups` and `spokenCaption` make. */
export const kitStyle = `
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.group { white-space: nowrap; }
.group:not(:last-of-type) { margin-right: .35em; }
`;

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
<main>${content}
</main>
</body>
</html>
`.markup;
}

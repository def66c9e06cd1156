import { hash } from 'node:crypto';
import type { Language } from '@scelle/core';
import { html, type Insertable } from '@scelle/verify/internal';

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

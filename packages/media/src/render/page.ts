import { hash } from 'node:crypto';
import type { Language } from '@scelle/core';
import { html, type Insertable } from '@scelle/verify';

/** What a page is made of. */
export interface Page {
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

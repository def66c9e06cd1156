import { type Language, sha256 } from '@scelle/core';
import { html, type Markup } from './escape.ts';
import { style } from './style.ts';

/** A whole page. It loads nothing, runs nothing, and the browser is told to allow neither. */
export function page(
  { language, title }: { readonly language: Language; readonly title: string },
  sections: readonly (Markup | null)[],
): Markup {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>${sections}
</main>
</body>
</html>
`;
}

const styleDigest = Buffer.from(sha256(new TextEncoder().encode(style))).toString('base64');

/** Nothing but the one style sheet, which is known by its digest. */
const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'; form-action 'none'`;

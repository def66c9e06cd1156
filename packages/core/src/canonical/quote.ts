import { escapeCodePoint, toPrintable } from './printable.ts';

/**
 * An untrusted string as it may stand in a message or on a terminal: cut to `maxLength` characters, with characters that
 * would not be seen, quotation marks and backslashes written as `\u{…}`.
 */
export function quoteUntrusted(text: string, maxLength = 40): string {
  const characters = [...text.slice(0, 2 * maxLength)].slice(0, maxLength).join('');
  // First the backslashes of the text, then those of the escapes.
  const printable = toPrintable(characters.replace(/["\\]/g, escapeCodePoint));
  return characters.length < text.length ? `${printable}…` : printable;
}

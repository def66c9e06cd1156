const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}"\\]/gu;

/**
 * An untrusted string as it may stand in a message or on a terminal: cut to `maxLength` characters, with controls,
 * invisible and bidirectional characters, quotation marks and lone surrogates written as `\u{…}`.
 */
export function quoteUntrusted(text: string, maxLength = 40): string {
  const characters = [...text.slice(0, 2 * maxLength)].slice(0, maxLength).join('');
  const printable = characters.replace(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
  return characters.length < text.length ? `${printable}…` : printable;
}

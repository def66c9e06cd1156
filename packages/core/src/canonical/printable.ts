/**
 * What is not seen, or moves what is: controls, formats, lone surrogates, private and unassigned characters (category C),
 * separators of lines, what Unicode lets every program ignore (fillers, joiners, all selectors of variants), and the
 * characters that are seen as nothing though they are none of these: the empty pattern of Braille, the empty notehead and
 * two blanks of hieroglyphs. The selector that makes an emoji of ❤ is shown too: behind a digit or a letter nobody would
 * see it. Spaces are kept.
 */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{2800}\u{1d159}\u{13441}\u{13442}]/u;
const EACH_INVISIBLE = new RegExp(INVISIBLE, 'gu');

/** Whether a text holds a character that would not be seen. */
export function hasInvisible(text: string): boolean {
  return INVISIBLE.test(text);
}

/** The text with `write` of each character that would not be seen, but for newlines where they are kept. */
export function replaceInvisible(
  text: string,
  write: (character: string) => string,
  { keepNewlines = false }: { readonly keepNewlines?: boolean } = {},
): string {
  return text.replace(EACH_INVISIBLE, (character) =>
    keepNewlines && character === '\n' ? character : write(character),
  );
}

/**
 * A text as it may be shown on a terminal, on a page and in a message: what would not be seen becomes `\u{…}`, so that
 * nothing in it moves the cursor, goes on in a line of its own, or reads otherwise than it is written. Quotation marks are
 * left alone and nothing is cut; for a value within a message there is `quoteUntrusted`.
 */
export function toPrintable(text: string): string {
  return replaceInvisible(text, escapeCodePoint);
}

/** A character as `\u{…}`. */
export function escapeCodePoint(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

// Without `Buffer`, which browsers have not. What is encoded here are keys, signatures and headers: some hundred bytes.

/** Base64 without padding, as headers carry it (age.md § Conventions, RFC 4648 § 4). */
export function encodeUnpaddedBase64(bytes: Uint8Array): string {
  return encodeBase64(bytes).replace(/=+$/, '');
}

/** The bytes, or null where the text is not the one canonical unpadded encoding of any (RFC 4648 § 3.5). */
export function parseUnpaddedBase64(text: string): Uint8Array | null {
  const bytes = decode(text);
  return bytes !== null && encodeUnpaddedBase64(bytes) === text ? bytes : null;
}

/** The bytes, or null where the text is not the one canonical encoding, with padding, of any. */
export function parsePaddedBase64(text: string): Uint8Array | null {
  const bytes = decode(text);
  return bytes !== null && encodeBase64(bytes) === text ? bytes : null;
}

/** The standard alphabet with padding, as minisign writes it. Source: RFC 4648 § 4. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The `length` bytes that `text` is the canonical base64 of; null where it is anything else, or of another length. */
export function decodeBase64(text: string, length: number): Uint8Array | null {
  if (text.length !== 4 * Math.ceil(length / 3)) return null;
  const bytes = parsePaddedBase64(text);
  return bytes?.length === length ? bytes : null;
}

/** More than the canonical encodings, as `atob` is lenient about white space and padding. */
function decode(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

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

/** Lower-case hex. Without `Buffer`, which browsers have not. */
export function encodeHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes of hex digits, of which there is an even number and nothing else. */
export function decodeHex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  );
}

/** Whether both are the same bytes; not for secrets. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

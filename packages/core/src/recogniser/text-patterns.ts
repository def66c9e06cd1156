/**
 * The characters that canonical JSON text may hold, as UTF-8 bytes read as Latin-1: ASCII but control characters, the
 * quote and the backslash; then sequences of two, three and four bytes without U+0080–009F, U+2028 and U+2029.
 * That the bytes are UTF-8 at all (no overlong forms, no surrogates) is checked before, for the whole group.
 */
const ASCII = '[ !#-\\[\\]-~]*';
const CONTINUATION = '[\\x80-\\xBF]';
const SEVERAL_BYTES = [
  '\\xC2[\\xA0-\\xBF]',
  `[\\xC3-\\xDF]${CONTINUATION}`,
  `\\xE2(?:\\x80[\\x80-\\xA7\\xAA-\\xBF]|[\\x81-\\xBF]${CONTINUATION})`,
  `[\\xE0\\xE1\\xE3-\\xEF]${CONTINUATION}{2}`,
  `[\\xF0-\\xF4]${CONTINUATION}{3}`,
].join('|');
/** Written so that there is one way only to match a text: a mismatch costs no more than a match. */
const CHARACTERS = `${ASCII}(?:(?:${SEVERAL_BYTES})${ASCII})*`;

/**
 * Text of at most `maxLength` UTF-16 units. Bytes are counted, of which there are never fewer than units; text with a
 * quote or a backslash is left to the plain way.
 */
export function textPattern(maxLength: number): string {
  return `"(?=[^"]{0,${maxLength}}")${CHARACTERS}"`;
}

/** A string that matches `inner`, which cannot match a quote or a backslash. */
export function quoted(inner: string): string {
  return `"${inner}"`;
}

/** Integers from `min` to `max` in plain digits; null where `min` is neither 0 nor 1, or greater than `max`. */
export function integerPattern(min: number, max: number): string | null {
  if ((min !== 0 && min !== 1) || max < min) return null;
  const positive = upToPattern(max, String(max).length);
  return min === 0 ? `(?:0|${positive})` : positive;
}

/** Positive integers up to `max`: fewer digits, or the same number of digits with a smaller first difference. */
function upToPattern(max: number, digits: number): string {
  const text = String(max);
  const alternatives = digits > 1 ? [`[1-9][0-9]{0,${digits - 2}}(?![0-9])`] : [];
  for (let index = 0; index < digits; index++) {
    const digit = Number(text[index]);
    const lowest = index === 0 ? 1 : 0;
    if (digit > lowest)
      alternatives.push(`${text.slice(0, index)}[${lowest}-${digit - 1}][0-9]{${digits - index - 1}}`);
  }
  return `(?:${[...alternatives, text].join('|')})`;
}

/** Instants, but for 29 February, which needs a calendar. */
export const instantPattern: string = quoted(
  '(?!0000)[0-9]{4}-' +
    '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))' +
    'T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.(?!000)[0-9]{3})?Z',
);

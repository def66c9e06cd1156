import type { Notes } from '../notes/note.ts';

/** U+0000–001F, U+007F–009F, U+2028 and U+2029, which a record does not hold. */
const REFUSED = /[\p{Cc}\u2028\u2029]+/gu;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Text as a record holds it: runs of control characters and line ends become one space, halves of surrogate pairs
 * U+FFFD, and what is longer than `maxLength` UTF-16 units is cut. Each is noted.
 */
export function toRecordText(text: string, maxLength: number, field: string, notes: Notes): string {
  const clean = text.toWellFormed().replace(REFUSED, ' ');
  if (clean !== text) notes.loss('characters-replaced', field);
  return cutText(clean, maxLength, field, notes);
}

/** The text, cut to `maxLength` UTF-16 units and never within a surrogate pair; noted. */
function cutText(text: string, maxLength: number, field: string, notes: Notes): string {
  if (text.length <= maxLength) return text;
  notes.loss('cut', field);
  const cut = text.slice(0, maxLength);
  return LONE_SURROGATE.test(cut.slice(-1)) ? cut.slice(0, -1) : cut;
}

/** The text, cut to `maxLength` code points, as JSON Schema counts them; noted. */
export function cutCharacters(text: string, maxLength: number, field: string, notes: Notes): string {
  if (text.length <= maxLength) return text;
  const characters = [...text];
  if (characters.length <= maxLength) return text;
  notes.loss('cut', field);
  return characters.slice(0, maxLength).join('');
}

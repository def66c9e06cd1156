import type { GuessCode, LossCode, RefusalCode } from '../../notes/note.ts';

/** What each note means, in English. */
export const en: Readonly<Record<LossCode | GuessCode | RefusalCode, string>> = {
  'left-out': 'The target has no place for this.',
  'further-left-out': 'The target holds one of these; the others were left out.',
  cut: 'The text was longer than the target allows, and was cut.',
  'characters-replaced': 'Characters that the target cannot hold were replaced.',
  'precision-lost': 'The time was more precise than milliseconds.',
  narrowed: 'The target knows no word for this, and has the nearest one.',
  'empty-as-absent': 'Empty text cannot be told from none, and is read as none.',
  'default-used': 'The input says nothing; the value is that of the mapping.',
  'id-derived': 'The input has no UUID; one was derived from its content.',
  'time-zone-assumed': 'The time has no zone and was taken as UTC, as the mapping says.',
  'times-differ': 'The item has another time than the source; that of the source was taken.',
  'sha1-as-btih': 'A SHA-1 was taken as a BitTorrent info hash, as the mapping says.',
  'ampersand-repaired': 'The notice has an ampersand that was not escaped; it was taken as a character.',
  'title-from-file': 'The input names no title; the name of the file was taken.',
  'rights-holder-from-complainant': 'The input names no rights holder; the complainant was taken.',
  'zero-as-absent': 'A port of 0 was taken as unknown.',
  'value-missing': 'A value is missing, and the mapping has no default.',
  'value-invalid': 'The value is not of the form that is expected here.',
  'kind-unknown': 'This is not a notice or report on peer-to-peer infringement.',
  'cells-count': 'The row has not as many cells as the header.',
};

import type { IpEvidence, Protocol, WorkCategory } from '@scelle/core';
import type { Notes } from '../notes/note.ts';

/** The algorithm of a file hash. */
export type HashAlgorithm = IpEvidence['file']['hashes'][number]['algorithm'];

/** A file hash, as a record holds it. */
export type FileHash = IpEvidence['file']['hashes'][number];

const protocols: Readonly<Record<Protocol, true>> = {
  bittorrent: true,
  ed2k: true,
  gnutella: true,
  gnutella2: true,
  kad: true,
  ares: true,
  fasttrack: true,
  winny: true,
  'direct-connect': true,
  http: true,
  ftp: true,
  irc: true,
  other: true,
};

const categories: Readonly<Record<WorkCategory, true>> = {
  music: true,
  film: true,
  series: true,
  game: true,
  software: true,
  book: true,
  other: true,
};

/** The words for protocols in a record. */
export const protocolWords: readonly Protocol[] = wordsOf(protocols);

/** The words for categories of works in a record. */
export const categoryWords: readonly WorkCategory[] = wordsOf(categories);

/** What words of an input mean, by the field: `BT` is `bittorrent`. A person decided it, in a mapping. */
export interface WordTranslations {
  readonly protocol: Readonly<Record<string, Protocol>>;
  readonly category: Readonly<Record<string, WorkCategory>>;
  readonly controller: Readonly<Record<string, string>>;
}

/** The translation of a text, whatever the case and the form of its letters; null where there is none. */
export function translateWord<Word extends string>(words: Readonly<Record<string, Word>>, text: string): Word | null {
  const wanted = toComparable(text);
  return Object.entries(words).find(([word]) => toComparable(word) === wanted)?.[1] ?? null;
}

/**
 * What a text means: as the mapping translates it, or one of the words itself. Whatever else it is refuses the record: a
 * default stands for what the input does not say, and not for what nobody understood.
 */
export function readWord<Word extends string>(
  words: readonly Word[],
  translations: Readonly<Record<string, Word>>,
  text: string,
  field: string,
  notes: Notes,
): Word | null {
  return translateWord(translations, text) ?? findWord(words, text) ?? notes.refuseValue(field, 'word');
}

/** The text as it is compared: composed letters, no outer spaces, no capitals. */
export function toComparable(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

/** The word of the set that is this text, in any case; null if none is. */
export function findWord<Word extends string>(words: readonly Word[], text: string): Word | null {
  const wanted = text.trim().toLowerCase();
  return words.find((word) => word === wanted) ?? null;
}

function wordsOf<Word extends string>(set: Readonly<Record<Word, true>>): readonly Word[] {
  return Object.keys(set) as Word[];
}

import type { IpEvidence, Protocol, WorkCategory } from '@scelle/core';

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

/** The word of the set that is this text, in any case; null if none is. */
export function findWord<Word extends string>(words: readonly Word[], text: string): Word | null {
  const wanted = text.trim().toLowerCase();
  return words.find((word) => word === wanted) ?? null;
}

function wordsOf<Word extends string>(set: Readonly<Record<Word, true>>): readonly Word[] {
  return Object.keys(set) as Word[];
}

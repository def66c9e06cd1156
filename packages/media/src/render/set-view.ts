import type { Language } from '@scelle/core';
import type { SetDescription } from '../set/description.ts';

/** The words by which people compare a digest aloud; the digest is hex. */
export type DigestWords = (digest: string) => readonly string[];

/** What labels and slip are made from. */
export interface SetView {
  readonly description: SetDescription;
  readonly setKey: string;
  readonly language: Language;
  readonly digestWords: DigestWords | null;
  readonly contact: string | null;
}

/** The key of the set as people compare it: in words where there are any, and in groups of four digits. */
export function formatSetKey({ setKey, digestWords }: SetView): readonly string[] {
  const digits = setKey.replace(/(.{4})(?!$)/g, '$1 ');
  return digestWords === null ? [digits] : [digestWords(setKey).join(' '), digits];
}

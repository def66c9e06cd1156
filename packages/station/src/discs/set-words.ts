import type { Language } from '@scelle/core';
import { readWords } from '../cards/fingerprint.ts';

/** Words of a set key. */
const WORDS = 11;

/**
 * What two people compare of a set: the first 121 bits of its key as words of the BIP-39 list of the language. Source:
 * docs/discs.md § Words.
 */
export function setKeyWords(setKey: string, language: Language): readonly string[] {
  return readWords(Buffer.from(setKey, 'hex'), WORDS, language);
}

import type { Language } from '@scelle/core';
import { sha256, toSha256Hex } from '@scelle/core/internal';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';

/** Words of a fingerprint. Eleven bits each: 132 bits withstand a party that looks for two cards with the same words. */
const WORDS = 12;

const BITS_PER_WORD = 11;

const wordlists: Readonly<Record<Language, readonly string[]>> = { en: english, fr: french };

/** The SHA-256 of a card's document, hex: what `sha256sum` prints for it. */
export function cardDigest(document: Uint8Array): string {
  return toSha256Hex(document);
}

/**
 * What two people read to one another over the telephone: the first 132 bits of the SHA-256 of the whole card, as words
 * of the BIP-39 list of the language. The signatures are left out: they add nothing that the card does not pin.
 * Source: docs/station-documents.md § Cards.
 */
export function fingerprintWords(document: Uint8Array, language: Language): readonly string[] {
  return readWords(sha256(document), WORDS, language);
}

/** The first bits of a digest as so many words of the BIP-39 list of the language, eleven bits each. */
function readWords(digest: Uint8Array, words: number, language: Language): readonly string[] {
  return Array.from({ length: words }, (_, index) => {
    // The French list is written with combining accents, which many terminals show beside the letter.
    return wordlists[language][readBits(digest, index * BITS_PER_WORD, BITS_PER_WORD)]!.normalize('NFC');
  });
}

/** `count` bits, most significant first, from bit `start` on. */
function readBits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let bit = start; bit < start + count; bit += 1) {
    value = (value << 1) | ((bytes[bit >> 3]! >> (7 - (bit & 7))) & 1);
  }
  return value;
}

/** Words of a set key. */
const SET_KEY_WORDS = 11;

/**
 * What two people compare of a set: the first 121 bits of its key as words of the BIP-39 list of the language. Source:
 * docs/station-documents.md § Cards.
 */
export function setKeyWords(setKey: string, language: Language): readonly string[] {
  return readWords(Buffer.from(setKey, 'hex'), SET_KEY_WORDS, language);
}

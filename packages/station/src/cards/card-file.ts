import { type Language, limits, type SignatureFile } from '@scelle/core';
import { parseSignatureFile, sha256, toSha256Hex } from '@scelle/core/internal';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import { StationError } from '../errors/station-error.ts';
import { type Card, cardLimits, parseCard } from './card.ts';

/** A card with its signatures, as it travels in one file. */
export interface CardFile {
  readonly card: Card;
  /** The bytes of the card, which the signatures cover. */
  readonly document: Uint8Array;
  /** Minisign files over the document: the card's own, and where that is by a new key, one by a key of the card before. */
  readonly signatures: readonly CardSignature[];
}

/** One signature, as bytes and parsed. */
export interface CardSignature {
  readonly bytes: Uint8Array;
  readonly file: SignatureFile;
}

const MAX_SIGNATURES = 2;

/** Lines of a minisign file. */
const SIGNATURE_LINES = 4;

/** Longest accepted card file in bytes. */
export const CARD_FILE_BYTES: number = cardLimits.documentBytes + MAX_SIGNATURES * limits.signatureBytes;

/** The bytes of a card file: the document, then its signatures. Source: docs/station-documents.md § Cards. */
export function encodeCardFile({ document, signatures }: Pick<CardFile, 'document' | 'signatures'>): Uint8Array {
  return new Uint8Array(Buffer.concat([document, ...signatures.map(({ bytes }) => bytes)]));
}

/**
 * Parses a card file and accepts only the bytes that `encodeCardFile` would have written; nothing is verified. Throws
 * `card-malformed`, and the codes of `parseCard` and `parseSignatureFile`. Source: docs/station-documents.md § Cards.
 */
export function parseCardFile(bytes: Uint8Array): CardFile {
  if (bytes.length > CARD_FILE_BYTES) throw new StationError('card-malformed', { limit: CARD_FILE_BYTES });
  const end = findDocumentEnd(bytes);
  const document = bytes.slice(0, end);
  const card = parseCard(document);
  const signatures = splitSignatures(bytes.subarray(end)).map((part) => ({
    bytes: part,
    file: parseSignatureFile(part),
  }));
  return { card, document, signatures };
}

/** A canonical document ends with the first line that is a closing brace and nothing else. */
function findDocumentEnd(bytes: Uint8Array): number {
  const mark = Buffer.from('\n}\n');
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(mark);
  if (at === -1) throw new StationError('card-malformed', { limit: CARD_FILE_BYTES });
  return at + mark.length;
}

/** Every four lines, each with its newline; `parseSignatureFile` judges what they are. */
function splitSignatures(bytes: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let start = 0;
  let lines = 0;
  for (const [index, byte] of bytes.entries()) {
    if (byte !== 0x0a) continue;
    lines += 1;
    if (lines % SIGNATURE_LINES !== 0) continue;
    parts.push(bytes.slice(start, index + 1));
    start = index + 1;
  }
  const isWhole = start === bytes.length && parts.length >= 1 && parts.length <= MAX_SIGNATURES;
  if (!isWhole) throw new StationError('card-malformed', { limit: CARD_FILE_BYTES });
  return parts;
}

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

import { limits, type SignatureFile } from '@scelle/core';
import { parseSignatureFile } from '@scelle/core/internal';
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

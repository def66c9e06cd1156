import { formatKeyId } from '@scelle/core';
import { compareInstants, toSha256Hex, verifySignature } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import { type Card, cardDocument, isValidAt, publicKeyOf, type SigningKey } from './card.ts';
import { CARD_FILE_BYTES, type CardFile, type CardSignature } from './card-file.ts';

/**
 * Verifies the first signature of a card, which is by a key of its own. Gives that key. A second signature can only be
 * verified by whoever has the card before. Throws `card-malformed`, `card-signature-unknown-key`, `card-signature-wrong`, `card-statement-mismatch`, `card-key-not-valid`.
 * Source: docs/station-documents.md § Cards.
 */
export function verifyOwnSignature({ card, document, signatures }: CardFile): SigningKey {
  if (card.number === 1 && signatures.length > 1) throw new StationError('card-malformed', { limit: CARD_FILE_BYTES });
  return verifyByKeyOf(card, signatures[0]!, document, card);
}

/**
 * Verifies that a card names the digest of the one before, and was issued after it: a key that was replaced could
 * otherwise sign with an earlier date. Throws `card-not-following`.
 */
export function verifyPlace({ card }: CardFile, previous: Pick<CardFile, 'card' | 'document'>): void {
  const isLater = compareInstants(card.issuedAt, previous.card.issuedAt) > 0;
  if (card.previous === toSha256Hex(previous.document) && isLater) return;
  throw new StationError('card-not-following', { name: card.party, found: card.number });
}

/**
 * Verifies that a card follows another one, a key of which signed it. Gives that key.
 * Throws what `verifyPlace` and `verifyOwnSignature` throw, and `card-not-signed-by-predecessor`.
 */
export function verifySuccession(next: CardFile, previous: Pick<CardFile, 'card' | 'document'>): SigningKey {
  verifyPlace(next, previous);
  // Where the first signature is by a key of both cards, there is no second one.
  const signature = next.signatures.at(-1)!;
  if (findKey(previous.card, signature) === undefined) {
    throw new StationError('card-not-signed-by-predecessor', { name: next.card.party, found: previous.card.number });
  }
  return verifyByKeyOf(previous.card, signature, next.document, next.card);
}

/** The signature is by a key of `holder`, which was valid then, over `document`, the bytes of `card`. */
function verifyByKeyOf(holder: Card, signature: CardSignature, document: Uint8Array, card: Card): SigningKey {
  const { file } = signature;
  const key = findKey(holder, signature);
  if (key === undefined) {
    throw new StationError('card-signature-unknown-key', { name: card.party, found: formatKeyId(file.keyNumber) });
  }
  if (!verifySignature(file, document, publicKeyOf(key))) throw new StationError('card-signature-wrong');
  const misstatement = cardDocument.findMisstatement(file, card, key.role);
  if (misstatement !== null) throw new StationError('card-statement-mismatch', { ...misstatement });
  if (!isValidAt(key, card.issuedAt)) {
    const expected = `${key.validFrom} – ${key.validUntil ?? '…'}`;
    throw new StationError('card-key-not-valid', { name: card.party, found: card.issuedAt, expected });
  }
  return key;
}

/** The key number only selects the key: keys of one card have distinct numbers. */
function findKey({ signingKeys }: Card, { file }: CardSignature): SigningKey | undefined {
  return signingKeys.find((key) => Buffer.compare(publicKeyOf(key).keyNumber, file.keyNumber) === 0);
}

import { type SignedDocument, type Signer, toInstant } from '@scelle/core';
import { StationError } from '../errors/station-error.ts';
import type { Station } from '../home/station.ts';
import { CARD_FORMAT, type Card, cardDocument, publicKeyOf, type SigningKey } from './card.ts';
import { type CardFile, cardDigest, parseCardFile } from './card-file.ts';
import { findCurrentCard, insertCard, type StoredCard } from './card-store.ts';
import { verifyOwnSignature, verifySuccession } from './verify-card.ts';

/** What a party says of itself; number, previous card and time are added. */
export type CardContent = Omit<Card, 'format' | 'number' | 'previous' | 'issuedAt'>;

/** Who signs a new card. */
export interface CardSigners {
  /** A signing key of the new card. */
  readonly own: Signer;
  /**
   * A signing key of the card before, needed where `own` is none; null where all of these are lost, so that every peer
   * has to be introduced to this party again.
   */
  readonly previous: Signer | null;
}

/** When a card is issued, and by which command. */
export interface CardIssue {
  readonly now: Date;
  readonly command: string;
}

/**
 * Issues the next card of this party, the first one included, and keeps it. It is verified as a peer would verify it.
 * Throws what `verifyOwnSignature` and `verifySuccession` throw, and `card-conflict` where another process came first.
 */
export async function issueCard(
  { ledger, change }: Pick<Station, 'ledger' | 'change'>,
  content: CardContent,
  signers: CardSigners,
  { now, command }: CardIssue,
): Promise<CardFile> {
  const before = await findCurrentCard(ledger, content.party);
  const card = createCard(content, before, now);
  const file = await signCard(card, signers, before);
  await change(async (inside) => {
    if ((await findCurrentCard(inside.ledger, card.party))?.digest !== before?.digest) {
      throw new StationError('card-conflict', { name: card.party, found: card.number });
    }
    await insertCard(inside.ledger, file, card.issuedAt);
    const details = { card: card.number, digest: cardDigest(file.document), role: card.role };
    await inside.record({ command, act: 'own-card-issued', party: card.party, result: 'done', details });
  });
  return file;
}

function createCard(content: CardContent, before: StoredCard | null, now: Date): Card {
  const { party, role, signingKeys, receiptKeys, recipients, address, certificates } = content;
  const number = (before?.card.number ?? 0) + 1;
  const previous = before?.digest ?? null;
  const issuedAt = toInstant(now);
  const keys = { signingKeys, receiptKeys, recipients };
  return { format: CARD_FORMAT, party, role, number, previous, issuedAt, ...keys, address, certificates };
}

async function signCard(card: Card, { own, previous }: CardSigners, before: StoredCard | null): Promise<CardFile> {
  const { document, signature } = await sign(own, card.signingKeys, card);
  const parts = [document, signature];
  const isInBoth = before !== null && findKey(before.card.signingKeys, own) !== undefined;
  if (before !== null && previous !== null && !isInBoth) {
    parts.push((await sign(previous, before.card.signingKeys, card)).signature);
  }
  const file = parseCardFile(Buffer.concat(parts));
  verifyOwnSignature(file);
  if (before !== null && (isInBoth || previous !== null)) verifySuccession(file, before);
  return file;
}

async function sign(signer: Signer, keys: readonly SigningKey[], card: Card): Promise<SignedDocument> {
  const key = findKey(keys, signer);
  if (key === undefined)
    throw new StationError('key-unknown', { found: Buffer.from(signer.publicKey).toString('hex') });
  return cardDocument.sign(card, signer, key.role);
}

function findKey(keys: readonly SigningKey[], { publicKey }: Signer): SigningKey | undefined {
  return keys.find((entry) => Buffer.compare(publicKeyOf(entry).key, publicKey) === 0);
}

import { toInstant } from '@scelle/core';
import { toEpochMilliseconds } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import type { LedgerReader } from '../home/ledger.ts';
import type { Station } from '../home/station.ts';
import { listRevocations } from '../ledger/cards.ts';
import { type Card, isValidAt, publicKeyOf, type SigningKey } from './card.ts';
import { type CardFile, cardDigest } from './card-file.ts';
import { findCurrentCard, insertCard, listAllCards, type StoredCard } from './card-store.ts';
import { verifyOwnSignature, verifyPlace, verifySuccession } from './verify-card.ts';

/** What a party judges the card of another one with. */
export interface CardContext {
  /** The name of this party. */
  readonly own: string;
  readonly now: Date;
  readonly clockSkewSeconds: number;
  /**
   * Whether a card may follow one of whose keys none can sign any more, all being revoked or expired. Nothing but the
   * comparison of the fingerprint then shows whose it is.
   */
  readonly reintroduce?: boolean;
}

/**
 * What a card is to this party: *known* already; an *introduction* of a party that has none here; the *succession* of
 * the card before, signed by its key; or a *reintroduction*, because no key could sign any more.
 */
export interface CardJudgement {
  readonly kind: 'known' | 'introduction' | 'succession' | 'reintroduction';
  /** The newest card that this party has of the other one. */
  readonly current: StoredCard | null;
}

/**
 * Judges a card that is offered as that of a peer; what remains is for people to compare its fingerprint. Throws what
 * `verifyOwnSignature` and `verifySuccession` throw, and `card-of-own-party`, `card-from-future`,
 * `card-key-of-other-party`, `card-number-unexpected`, `card-conflict`, `card-role-changed`,
 * `card-predecessor-revoked`. Source: docs/station-documents.md § Cards.
 */
export async function judgeCard(ledger: LedgerReader, file: CardFile, context: CardContext): Promise<CardJudgement> {
  const { card } = file;
  verifyOwnSignature(file);
  if (card.party === context.own) throw new StationError('card-of-own-party', { name: card.party });
  checkIssuedAt(card, context);
  await checkOthersKeys(ledger, card, context);
  const current = await findCurrentCard(ledger, card.party);
  if (current === null) return { kind: 'introduction', current };
  if (current.digest === cardDigest(file.document)) return { kind: 'known', current };
  checkNumber(card, current);
  checkRole(card, current);
  return { kind: await checkSuccession(ledger, file, current, context), current };
}

function checkIssuedAt({ party, issuedAt }: Card, { now, clockSkewSeconds }: CardContext): void {
  if (toEpochMilliseconds(issuedAt) <= now.getTime() + clockSkewSeconds * 1000) return;
  throw new StationError('card-from-future', { name: party, found: issuedAt, expected: toInstant(now) });
}

/** Threat: a party that lists another's key or certificate, so that what the other signs, or its calls, seem to be its own. */
async function checkOthersKeys(ledger: LedgerReader, card: Card, { own }: CardContext): Promise<void> {
  const cards = await listAllCards(ledger);
  for (const { card: other } of cards) {
    if (other.party === card.party) continue;
    if (!takesFrom(card, other) && !(other.party === own && takesFromPrincipal(card, other, cards))) continue;
    throw new StationError('card-key-of-other-party', { name: card.party, expected: other.party });
  }
}

/** Whether two cards of different parties share what only an authority and its gateway may share, or more. */
function takesFrom(card: Card, other: Card): boolean {
  const isPair = [card.role, other.role].sort().join() === 'authority,gateway';
  const keys = new Set(keysOf(other));
  const certificates = new Set(other.certificates);
  return (
    keysOf(card).some((key) => keys.has(key) && !(isPair && isForDelivery(key, card, other))) ||
    card.certificates.some((certificate) => certificates.has(certificate) && !isPair)
  );
}

/**
 * Threat: a gateway that lists as its own what is its authority's, which would then take it for lent, and drop it with the
 * gateway. What the card of this party shares with one of a gateway, an earlier card of the gateway must have listed.
 */
function takesFromPrincipal(card: Card, own: Card, cards: readonly StoredCard[]): boolean {
  if (card.role !== 'gateway') return false;
  const before = cards.filter((stored) => stored.card.party === card.party).map((stored) => stored.card);
  const known = new Set(before.flatMap((each) => [...keysOf(each), ...each.certificates]));
  const ofOwn = new Set([...keysOf(own), ...own.certificates]);
  return [...keysOf(card), ...card.certificates].some((each) => ofOwn.has(each) && !known.has(each));
}

/** An authority lists the key with which its gateway says that a batch arrived, and may say nothing else. */
function isForDelivery(key: string, ...cards: readonly [Card, Card]): boolean {
  return cards.every(({ receiptKeys }) =>
    receiptKeys.some((entry) => entry.stage === 'delivery' && hexOf(entry) === key),
  );
}

/** Keys are the same where their 32 bytes are. */
function keysOf({ signingKeys, receiptKeys }: Card): string[] {
  return [...signingKeys, ...receiptKeys].map(hexOf);
}

function hexOf(entry: { readonly publicKey: string }): string {
  return Buffer.from(publicKeyOf(entry).key).toString('hex');
}

/** Threat: an old card that brings an old key back, or a jump that hides a card in between. */
function checkNumber({ party, number }: Card, { card: current }: StoredCard): void {
  if (number === current.number) throw new StationError('card-conflict', { name: party, found: number });
  const expected = current.number + 1;
  if (number !== expected) throw new StationError('card-number-unexpected', { name: party, found: number, expected });
}

/** Threat: a sender that makes itself a co-signer of its own batches. */
function checkRole({ party, role }: Card, { card: current }: StoredCard): void {
  if (role !== current.role) {
    throw new StationError('card-role-changed', { name: party, found: role, expected: current.role });
  }
}

async function checkSuccession(
  ledger: LedgerReader,
  file: CardFile,
  current: StoredCard,
  { now, reintroduce = false }: CardContext,
): Promise<'succession' | 'reintroduction'> {
  const { party, signingKeys } = current.card;
  const revoked = new Set(
    (await listRevocations(ledger)).flatMap((known) => (known.party === party ? known.publicKey : [])),
  );
  const canSign = (key: SigningKey) => !revoked.has(key.publicKey) && isValidAt(key, toInstant(now));
  if (reintroduce && !signingKeys.some(canSign)) {
    verifyPlace(file, current);
    return 'reintroduction';
  }
  const key = verifySuccession(file, current);
  // What a revoked key signed is not believed, whatever time it claims.
  if (revoked.has(key.publicKey)) throw new StationError('card-predecessor-revoked', { name: party });
  return 'succession';
}

/**
 * Keeps the card of a peer whose fingerprint a person has confirmed; a known one changes nothing. It is judged again,
 * because the ledger may have changed while the person compared. Throws what `judgeCard` throws.
 */
export async function addPeer(
  { change }: Pick<Station, 'change'>,
  file: CardFile,
  context: CardContext,
): Promise<CardJudgement> {
  return change(async (inside) => {
    const judgement = await judgeCard(inside.ledger, file, context);
    if (judgement.kind === 'known') return judgement;
    await insertCard(inside.ledger, file, toInstant(context.now));
    const { party, number, role } = file.card;
    await inside.record({
      command: 'peer add',
      act: 'peer-card-confirmed',
      party,
      result: judgement.kind,
      details: { card: number, digest: cardDigest(file.document), role },
    });
    return judgement;
  });
}

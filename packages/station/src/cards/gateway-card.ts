import { StationError } from '../errors/station-error.ts';
import type { LedgerReader } from '../home/ledger.ts';
import { listRevocations } from '../ledger/cards.ts';
import { type Card, cardLimits, type ReceiptKey } from './card.ts';
import { findCurrentCard, listAllCards, listCards, listCurrentCards } from './card-store.ts';
import type { CardContent } from './issue-card.ts';
import { contentOf } from './rotate-key.ts';

/** A card of this party alone, with the address at which it can be reached over the network; null for none. */
export function withAddress(own: CardContent, address: string | null): CardContent {
  return { ...contentOf(own), address };
}

/**
 * The card of an authority whose gateway stands on the network: its own part, and what the newest card of that gateway
 * lists, and nothing that another one lent, or this one before. Throws `gateway-for-role`, `gateway-unknown`,
 * `peer-revoked`, `address-missing`, `certificate-public`, `card-certificates-full`.
 */
export async function withGateway(ledger: LedgerReader, card: CardContent, name: string): Promise<CardContent> {
  // A card of another role with what a gateway lists is refused by every peer, and so is each that follows it.
  if (card.role !== 'authority') throw new StationError('gateway-for-role', { name: card.party, found: card.role });
  const gateway = (await findCurrentCard(ledger, name))?.card;
  if (gateway?.role !== 'gateway') throw new StationError('gateway-unknown', { name });
  if (await isRevoked(ledger, gateway)) throw new StationError('peer-revoked', { name });
  if (gateway.address === null) throw new StationError('address-missing', { name });
  // Without any, its peers would take it for one with a certificate of a public authority.
  if (gateway.certificates.length === 0) throw new StationError('certificate-public', { name });
  return lend(ledger, await withoutLent(ledger, card), gateway);
}

/** The same with the gateway that the card named before; as it is where that was none, or is revoked. */
export async function withNamedGateway(ledger: LedgerReader, own: CardContent, before: Card): Promise<CardContent> {
  const gateway = await findNamedGateway(ledger, before);
  return gateway === null || (await isRevoked(ledger, gateway)) ? own : await lend(ledger, own, gateway);
}

/** What a card says without that which any gateway ever lent. */
export async function withoutLent(ledger: LedgerReader, card: CardContent): Promise<CardContent> {
  if (card.role !== 'authority') return contentOf(card);
  const gateways = (await listAllCards(ledger)).filter(({ card: { role } }) => role === 'gateway');
  const certificates = new Set(gateways.flatMap((gateway) => gateway.card.certificates));
  const keys = new Set(gateways.flatMap((gateway) => gateway.card.receiptKeys.map(({ publicKey }) => publicKey)));
  return {
    ...contentOf(card),
    receiptKeys: card.receiptKeys.filter(({ publicKey }) => !keys.has(publicKey)),
    certificates: card.certificates.filter((certificate) => !certificates.has(certificate)),
  };
}

/** Whether every signing key of a party is revoked here, so that nothing that it shows or signs counts. */
export async function isRevoked(ledger: LedgerReader, { party, signingKeys }: Card): Promise<boolean> {
  const revoked = await listRevoked(ledger, party);
  return signingKeys.every(({ publicKey }) => revoked.has(publicKey));
}

/**
 * The gateway that a card names: its address, and a delivery key of it. Of several, such as the one that took over the
 * address of another, that whose key came last: earlier software left the others standing.
 */
async function findNamedGateway(ledger: LedgerReader, { role, address, receiptKeys }: Card): Promise<Card | null> {
  if (role !== 'authority' || address === null) return null;

  async function placeOf(gateway: Card): Promise<number> {
    const cards = (await listCards(ledger, gateway.party)).map(({ card }) => card);
    if (!cards.some((card) => card.address === address)) return -1;
    const keys = new Set(cards.flatMap((card) => card.receiptKeys.map(({ publicKey }) => publicKey)));
    return receiptKeys.findLastIndex(({ publicKey }) => keys.has(publicKey));
  }

  const [named] = (
    await Array.fromAsync(
      (await listCurrentCards(ledger)).filter(({ card }) => card.role === 'gateway'),
      async ({ card }) => ({ card, place: await placeOf(card) }),
    )
  )
    .filter(({ place }) => place >= 0)
    .sort((one, other) => other.place - one.place);
  return named?.card ?? null;
}

async function lend(ledger: LedgerReader, own: CardContent, gateway: Card): Promise<CardContent> {
  const revoked = await listRevoked(ledger, gateway.party);
  const isLent = ({ stage, publicKey }: ReceiptKey) => stage === 'delivery' && !revoked.has(publicKey);
  const certificates = [...new Set([...own.certificates, ...gateway.certificates])];
  const { certificates: limit } = cardLimits;
  // Whose certificates gave way would be cut off, and nobody would be told.
  if (certificates.length > limit) {
    throw new StationError('card-certificates-full', { name: gateway.party, found: certificates.length, limit });
  }
  return {
    ...own,
    receiptKeys: [...own.receiptKeys, ...gateway.receiptKeys.filter(isLent)],
    address: gateway.address ?? own.address,
    certificates,
  };
}

async function listRevoked(ledger: LedgerReader, party: string): Promise<ReadonlySet<string>> {
  const revocations = (await listRevocations(ledger)).filter((revocation) => revocation.party === party);
  return new Set(revocations.map(({ publicKey }) => publicKey));
}

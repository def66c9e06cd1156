import type { DatabaseSync } from 'node:sqlite';
import { type Card, cardLimits } from '../cards/card.ts';
import { findCurrentCard, listCurrentCards } from '../cards/card-store.ts';
import type { CardContent } from '../cards/issue-card.ts';
import { contentOf } from '../cards/rotate.ts';
import { StationError } from '../errors/station-error.ts';

/** The card with the address at which the party can be reached over the network; null for none. */
export function withAddress(card: Card, address: string | null): CardContent {
  return { ...contentOf(card), address };
}

/**
 * The card of a party whose gateway stands on the network: with the address and the certificates of the gateway, and with
 * the key by which it may say that a batch arrived. Throws `gateway-unknown`, `address-missing`.
 */
export function withGateway(database: DatabaseSync, card: Card, name: string): CardContent {
  const gateway = findCurrentCard(database, name)?.card;
  if (gateway?.role !== 'gateway') throw new StationError('gateway-unknown', { name });
  if (gateway.address === null) throw new StationError('address-missing', { name });
  const lent = gateway.receiptKeys.filter(({ stage }) => stage === 'delivery');
  const isNew = (key: { readonly publicKey: string }) =>
    !card.receiptKeys.some(({ publicKey }) => publicKey === key.publicKey);
  const certificates = new Set([...card.certificates, ...gateway.certificates]);
  return {
    ...contentOf(card),
    receiptKeys: [...card.receiptKeys, ...lent.filter(isNew)],
    address: gateway.address,
    certificates: [...certificates].slice(-cardLimits.certificates),
  };
}

/** Those certificates of a card that belong to a gateway, and so are not replaced with this party's own. */
export function keepGatewayCertificates(database: DatabaseSync, { certificates }: Card): readonly string[] {
  const gateways = listCurrentCards(database).filter(({ card: { role } }) => role === 'gateway');
  const lent = new Set(gateways.flatMap(({ card }) => card.certificates));
  return certificates.filter((certificate) => lent.has(certificate));
}

import type { Card, Revocation, Validity } from '@scelle/station';
import { formatTable, formatWords, type Line } from '../kernel/line.ts';

/** The words beside the facts of a card, in one language. */
export interface CardLabels {
  readonly party: string;
  readonly partyRole: (role: string) => string;
  readonly card: string;
  readonly issued: string;
  readonly confirmed: string;
  readonly address: string;
  readonly recipients: string;
  readonly signs: (role: string) => string;
  readonly receipts: (stage: string) => string;
  readonly validFrom: (instant: string) => string;
  readonly validUntil: (instant: string) => string;
  readonly revokedFrom: (instant: string) => string;
  readonly words: string;
}

/** A card, and what is known of it here. */
export interface ShownCard {
  readonly card: Card;
  /** The ids of its keys, by their public keys. */
  readonly keyIds: ReadonlyMap<string, string>;
  /** Null for a card that nobody has confirmed yet. */
  readonly confirmedAt: string | null;
  readonly words: readonly string[];
  readonly revocations: readonly Revocation[];
}

/** The facts of a card in lines. */
export function formatCard(shown: ShownCard, labels: CardLabels): Line[] {
  const { card, confirmedAt, words } = shown;
  const formatKey = keyFormatter(shown, labels);
  return [
    ...formatTable([
      [labels.party, `${card.party} (${labels.partyRole(card.role)})`],
      [labels.card, String(card.number)],
      [labels.issued, card.issuedAt],
      ...(confirmedAt === null ? [] : [[labels.confirmed, confirmedAt]]),
      ...card.signingKeys.map((key) => [labels.signs(key.role), formatKey(key)]),
      ...card.receiptKeys.map((key) => [labels.receipts(key.stage), formatKey(key)]),
      ...card.recipients.map((recipient) => [labels.recipients, recipient]),
      ...(card.address === null ? [] : [[labels.address, card.address]]),
    ]),
    '',
    { text: labels.words, tone: 'strong' },
    ...formatWords(words),
  ];
}

function keyFormatter({ keyIds, revocations }: ShownCard, labels: CardLabels) {
  return (key: Validity & { readonly publicKey: string }): string => {
    const revoked = revocations.find(({ publicKey }) => publicKey === key.publicKey);
    return [
      `${key.publicKey} (${keyIds.get(key.publicKey)})`,
      labels.validFrom(key.validFrom),
      ...(key.validUntil === null ? [] : [labels.validUntil(key.validUntil)]),
      ...(revoked === undefined ? [] : [labels.revokedFrom(revoked.from)]),
    ].join(', ');
  };
}

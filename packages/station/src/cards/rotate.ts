import { compareInstants, type PublicKey, publicKeyBase64 } from '@scelle/core';
import { cardLimits, type SigningKey } from './card.ts';
import type { CardContent } from './issue-card.ts';

/** Between which instants a new key may sign. */
interface NewValidity {
  readonly validFrom: string;
  readonly validUntil: string | null;
}

/**
 * The card with another signing key, which takes over from the others of its role at `validFrom`. They stay listed up
 * to then, so that what they sealed before is still accepted.
 */
export function withSigningKey(
  card: CardContent,
  role: string,
  publicKey: PublicKey,
  validity: NewValidity,
): CardContent {
  const key: SigningKey = { role, publicKey: publicKeyBase64(publicKey), ...validity };
  const closed = card.signingKeys
    .map((other) => (other.role === role ? endBefore(other, validity.validFrom) : other))
    .filter((other) => other !== null);
  return { ...contentOf(card), signingKeys: [key, ...closed].slice(0, cardLimits.keys) };
}

/** The card with another opening key: from now on batches are sealed to this one alone. */
export function withRecipient(card: CardContent, recipient: string): CardContent {
  return { ...contentOf(card), recipients: [recipient] };
}

/** What a card says, without what each card has of its own. */
export function contentOf(card: CardContent): CardContent {
  const { party, role, signingKeys, receiptKeys, recipients, address, certificates } = card;
  return { party, role, signingKeys, receiptKeys, recipients, address, certificates };
}

/** The key with an end; null where it never was valid before. */
function endBefore(key: SigningKey, end: string): SigningKey | null {
  if (compareInstants(key.validFrom, end) >= 0) return null;
  const endsEarlier = key.validUntil !== null && compareInstants(key.validUntil, end) <= 0;
  return endsEarlier ? key : { ...key, validUntil: end };
}

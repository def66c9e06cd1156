import { formatKeyId } from '@scelle/core';
import { type Card, publicKeyOf } from '@scelle/station';

/** The ids of the keys of a card, as minisign prints them, by their public keys. */
export function listKeyIds({ signingKeys, receiptKeys }: Card): ReadonlyMap<string, string> {
  const keys = [...signingKeys, ...receiptKeys];
  return new Map(keys.map((key) => [key.publicKey, formatKeyId(publicKeyOf(key).keyNumber)]));
}

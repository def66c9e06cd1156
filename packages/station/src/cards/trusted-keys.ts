import type { DatabaseSync } from 'node:sqlite';
import { compareInstants, toEpochMilliseconds, toInstant } from '@scelle/core';
import type { TrustedKey } from '@scelle/verify';
import { publicKeyOf, type ReceiptStage, type Validity } from './card.ts';
import { listCurrentCards } from './card-store.ts';
import { listRevocations } from './revocations.ts';

const DAY_MILLISECONDS = 86_400_000;

/** A public key, and between which instants it counts. */
type KeyTrust = Omit<TrustedKey, 'role' | 'name'>;

/** A key that signs receipts of one stage for a party. */
export interface ReceiptKeyTrust extends KeyTrust {
  readonly party: string;
  readonly stage: ReceiptStage;
}

/** The signing keys of all confirmed parties, this one included, none of them trusted for longer than the given days. */
export function listTrustedKeys(database: DatabaseSync, validityDays: number): TrustedKey[] {
  const toTrust = createTrust(database, validityDays);
  return listCurrentCards(database).flatMap(({ card: { party, signingKeys } }) =>
    signingKeys.map((key) => ({ role: key.role, name: party, ...toTrust(party, key) })),
  );
}

/** The receipt keys of all confirmed parties, this one included, with the same end. */
export function listReceiptKeys(database: DatabaseSync, validityDays: number): ReceiptKeyTrust[] {
  const toTrust = createTrust(database, validityDays);
  return listCurrentCards(database).flatMap(({ card: { party, receiptKeys } }) =>
    receiptKeys.map((key) => ({ party, stage: key.stage, ...toTrust(party, key) })),
  );
}

function createTrust(database: DatabaseSync, validityDays: number) {
  const nameOf = (party: string, publicKey: string) => `${party} ${publicKey}`;
  const revocations = listRevocations(database).map(
    ({ party, publicKey, from }) => [nameOf(party, publicKey), from] as const,
  );
  const revoked = new Map(revocations);
  return (party: string, entry: Validity & { readonly publicKey: string }): KeyTrust => {
    const revokedFrom = revoked.get(nameOf(party, entry.publicKey));
    return {
      publicKey: publicKeyOf(entry),
      validFrom: entry.validFrom,
      validUntil: endOfTrust(entry, validityDays),
      ...(revokedFrom !== undefined && { revokedFrom }),
    };
  };
}

/** The earlier of the end that the card states and the one that the settings set. */
function endOfTrust({ validFrom, validUntil }: Validity, validityDays: number): string {
  const latest = toInstant(new Date(toEpochMilliseconds(validFrom) + validityDays * DAY_MILLISECONDS));
  return validUntil !== null && compareInstants(validUntil, latest) < 0 ? validUntil : latest;
}

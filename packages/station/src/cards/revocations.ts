import { formatKeyId, toInstant } from '@scelle/core';
import { compareInstants, toEpochMilliseconds } from '@scelle/core/internal';
import type { TrustedKey } from '@scelle/verify';
import { requireReason } from '../custody/custody-log.ts';
import { StationError } from '../errors/station-error.ts';
import type { LedgerReader } from '../home/ledger.ts';
import type { ReceiptStage, Station } from '../home/station.ts';
import { listRevocations, type Revocation, storeRevocation } from '../ledger/cards.ts';
import { isOwner } from '../ledger/owner.ts';
import { publicKeyOf, type Validity } from './card.ts';
import { listAllCards, listCurrentCards } from './card-store.ts';

/** A key as a person names it: by its id, or where two have the same id, by the whole public key. */
interface NamedKey {
  readonly party: string;
  readonly publicKey: string;
  readonly keyId: string;
}

/** Who revokes what. */
export interface RevocationRequest extends Pick<Revocation, 'from' | 'reason' | 'revokedAt'> {
  /** Key id of 16 hex digits, or public key in base64. */
  readonly key: string;
}

/**
 * Revokes a signing or receipt key of a peer. An earlier revocation of it can only be moved to an earlier time. Throws
 * `reason-invalid`, `key-unknown`, `key-ambiguous`, `key-of-own-party`, `key-revoked-already`.
 */
export async function revokeKey(
  { change }: Pick<Station, 'change'>,
  { key, from, reason, revokedAt }: RevocationRequest,
): Promise<Revocation> {
  requireReason(reason);
  return change(async (inside) => {
    const { party, publicKey, keyId } = await findNamedKey(inside.ledger, key);
    // Its own key this station would go on using; it is replaced by rotation.
    if (await isOwner(inside.ledger, party)) throw new StationError('key-of-own-party', { name: keyId });
    const before = (await listRevocations(inside.ledger)).find(
      (known) => known.party === party && known.publicKey === publicKey,
    );
    if (before !== undefined && compareInstants(before.from, from) <= 0) {
      throw new StationError('key-revoked-already', { name: keyId, found: before.from });
    }
    await storeRevocation(inside.ledger, { party, publicKey, from, reason, revokedAt });
    const details = { publicKey, from, reason };
    await inside.record({ command: 'peer revoke', act: 'key-revoked', party, result: 'done', details });
    return { party, publicKey, from, reason, revokedAt };
  });
}

async function findNamedKey(ledger: LedgerReader, key: string): Promise<NamedKey> {
  const named = (await listKeys(ledger)).filter(
    ({ keyId, publicKey }) => keyId === key.toUpperCase() || publicKey === key,
  );
  const [first] = named;
  if (first === undefined) throw new StationError('key-unknown', { found: key.slice(0, 80) });
  // Threat: key ids can be chosen, so that the wrong key would be revoked.
  if (named.length > 1) throw new StationError('key-ambiguous', { name: first.keyId, found: named.length });
  return first;
}

/** Every key that ever stood in a confirmed card, once. */
async function listKeys(ledger: LedgerReader): Promise<NamedKey[]> {
  const keys = new Map<string, NamedKey>();
  for (const { card } of await listAllCards(ledger)) {
    for (const entry of [...card.signingKeys, ...card.receiptKeys]) {
      const { party } = card;
      const { publicKey } = entry;
      keys.set(publicKey, { party, publicKey, keyId: formatKeyId(publicKeyOf(entry).keyNumber) });
    }
  }
  return [...keys.values()];
}

const DAY_MILLISECONDS = 86_400_000;

/** A public key, and between which instants it counts. */
type KeyTrust = Omit<TrustedKey, 'role' | 'name'>;

/** A key that signs receipts of one stage for a party. */
export interface ReceiptKeyTrust extends KeyTrust {
  readonly party: string;
  readonly stage: ReceiptStage;
}

/** The signing keys of all confirmed parties, this one included, none of them trusted for longer than the given days. */
export async function listTrustedKeys(ledger: LedgerReader, validityDays: number): Promise<TrustedKey[]> {
  const toTrust = await createTrust(ledger, validityDays);
  return (await listCurrentCards(ledger)).flatMap(({ card: { party, signingKeys } }) =>
    signingKeys.map((key) => ({ role: key.role, name: party, ...toTrust(party, key) })),
  );
}

/** The receipt keys of all confirmed parties, this one included, with the same end. */
export async function listReceiptKeys(ledger: LedgerReader, validityDays: number): Promise<ReceiptKeyTrust[]> {
  const toTrust = await createTrust(ledger, validityDays);
  return (await listCurrentCards(ledger)).flatMap(({ card: { party, receiptKeys } }) =>
    receiptKeys.map((key) => ({ party, stage: key.stage, ...toTrust(party, key) })),
  );
}

async function createTrust(ledger: LedgerReader, validityDays: number) {
  const nameOf = (party: string, publicKey: string) => `${party} ${publicKey}`;
  const revocations = (await listRevocations(ledger)).map(
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

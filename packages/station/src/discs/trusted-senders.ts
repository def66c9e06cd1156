import type { PublicKey } from '@scelle/core';
import { listTrustedKeys } from '../cards/trusted-keys.ts';
import type { Settings } from '../settings/settings.ts';
import type { Station } from '../station.ts';

/** A key with which the description of a set may be signed. */
export interface SetSender {
  readonly name: string;
  readonly publicKey: PublicKey;
}

/**
 * The keys of all confirmed parties. One that was revoked or has expired since counts as well: what was on its way must
 * still be found on its discs, and each batch is judged by itself.
 */
export function listSetSenders({ database }: Station, { keyValidityDays }: Settings): readonly SetSender[] {
  return listTrustedKeys(database, keyValidityDays).flatMap(({ name, publicKey }) =>
    name === null ? [] : [{ name, publicKey }],
  );
}

import { compareInstants, type Signer, toEpochMilliseconds, toInstant } from '@scelle/core';
import { listTrustedKeys } from '../cards/trusted-keys.ts';
import { StationError } from '../errors/station-error.ts';
import type { Settings } from '../settings/settings.ts';
import type { Station } from '../station.ts';

/**
 * Whether peers can accept what is signed now: what they cannot accept would use up a number all the same. Throws
 * `signing-key-not-valid`, and `clock-behind-ledger` where this station has noted a later time before.
 */
export function requireSigning(station: Station, settings: Settings, signer: Pick<Signer, 'publicKey'>): void {
  requireClock(station, settings);
  const now = toInstant(station.environment.now());
  const keys = listTrustedKeys(station.database, settings.keyValidityDays);
  const key = keys.find(
    ({ name, publicKey }) => name === station.name && Buffer.compare(publicKey.key, signer.publicKey) === 0,
  );
  const { validFrom = now, validUntil = now, revokedFrom = null } = key ?? {};
  const isRevoked = revokedFrom !== null && compareInstants(revokedFrom, now) <= 0;
  const isInside = compareInstants(validFrom, now) <= 0 && compareInstants(now, validUntil) <= 0;
  if (key === undefined || isRevoked || !isInside) throw new StationError('signing-key-not-valid', { found: now });
}

/**
 * Whether the clock is not behind what this station has noted; no receipt that is signed then would be believed. The last
 * entry alone is asked, so that an examination that notes the true time ends what a clock set ahead has done. Throws
 * `clock-behind-ledger`.
 */
export function requireClock({ database, environment }: Station, { clockSkewSeconds }: Settings): void {
  const last = database.prepare("SELECT entry ->> '$.at' AS at FROM custody ORDER BY number DESC LIMIT 1").get();
  const expected = String(last?.['at'] ?? '1970-01-01T00:00:00Z');
  const now = environment.now();
  if (now.getTime() + clockSkewSeconds * 1000 >= toEpochMilliseconds(expected)) return;
  throw new StationError('clock-behind-ledger', { found: toInstant(now), expected });
}

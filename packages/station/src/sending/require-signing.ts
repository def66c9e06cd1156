import { type Signer, toInstant } from '@scelle/core';
import { compareInstants, toEpochMilliseconds } from '@scelle/core/internal';
import { listTrustedKeys } from '../cards/revocations.ts';
import { findNotedTime } from '../custody/examinations.ts';
import { StationError } from '../errors/station-error.ts';
import type { Station, StationFacts } from '../home/station.ts';
import type { Settings } from '../settings/settings.ts';

/**
 * Whether peers can accept what is signed now: what they cannot accept would use up a number all the same. Throws
 * `signing-key-not-valid`, and `clock-behind-ledger` where this station has noted a later time before.
 */
export async function requireSigning(
  station: Station,
  settings: Settings,
  signer: Pick<Signer, 'publicKey'>,
): Promise<void> {
  await requireClock(station, settings);
  const now = toInstant(station.environment.now());
  const keys = await listTrustedKeys(station.ledger, settings.keyValidityDays);
  const key = keys.find(
    ({ name, publicKey }) => name === station.name && Buffer.compare(publicKey.key, signer.publicKey) === 0,
  );
  const { validFrom = now, validUntil = now, revokedFrom = null } = key ?? {};
  const isRevoked = revokedFrom !== null && compareInstants(revokedFrom, now) <= 0;
  const isInside = compareInstants(validFrom, now) <= 0 && compareInstants(now, validUntil) <= 0;
  if (key === undefined || isRevoked || !isInside) throw new StationError('signing-key-not-valid', { found: now });
}

/**
 * Whether the clock is not behind what this station has noted since its last examination; nothing that is signed then would
 * be believed. An examination that notes the true time ends what a clock set ahead has done. Throws `clock-behind-ledger`.
 */
export async function requireClock(
  { ledger, environment }: Pick<StationFacts, 'ledger' | 'environment'>,
  { clockSkewSeconds }: Pick<Settings, 'clockSkewSeconds'>,
): Promise<void> {
  const expected = await findNotedTime(ledger);
  const now = environment.now();
  if (expected === null || now.getTime() + clockSkewSeconds * 1000 >= toEpochMilliseconds(expected)) return;
  throw new StationError('clock-behind-ledger', { found: toInstant(now), expected });
}

import { type SignedDocument, toInstant } from '@scelle/core';
import { compareInstants, toEpochMilliseconds } from '@scelle/core/internal';
import type { TrustedKey } from '@scelle/verify';
import { listTrustedKeys } from '../cards/revocations.ts';
import { StationError } from '../errors/station-error.ts';
import type { Station } from '../home/station.ts';
import type { Settings } from '../settings/settings.ts';
import { findNewestNotice, insertNotice, type Notice, noticeDocument, recordNotice } from './notice.ts';

/** What adding a notice came to. */
export interface AddedNotice {
  readonly notice: Notice;
  /** *known* where the very same was added before, and nothing changes. */
  readonly outcome: 'added' | 'known';
}

/**
 * Takes a notice that another party issued about its channel with this one, or at a gateway with any peer: signed by a
 * key of its issuer, and newer than those before. Throws `notice-unknown-key`, `notice-signature`, `notice-in-future`, `notice-not-for-me`,
 * `notice-conflict`, `notice-outdated`, and the codes of `parseNotice` and `parseSignatureFile`.
 */
export async function addNotice(station: Station, signed: SignedDocument, settings: Settings): Promise<AddedNotice> {
  const notice = await verifyNotice(station, signed, settings);
  const isOurs = notice.peer === station.name || notice.station === station.receivesFor;
  if (!isOurs) throw new StationError('notice-not-for-me', { found: notice.peer, expected: station.name });
  return station.exclusively(async () => {
    const known = await findNewestNotice(station.ledger, notice);
    if (known !== null && known.notice.number >= notice.number) return compareWithKnown(notice, known.notice);
    const stored = { notice, ...signed };
    await station.change(async (inside) => {
      await insertNotice(inside.ledger, stored, toInstant(inside.environment.now()));
      await recordNotice(inside, stored, 'channel');
    });
    return { notice, outcome: 'added' };
  });
}

function compareWithKnown(notice: Notice, known: Notice): AddedNotice {
  const { station: name, number: found } = notice;
  if (found < known.number) throw new StationError('notice-outdated', { name, found, expected: known.number });
  const isSame = JSON.stringify(notice) === JSON.stringify(known);
  if (!isSame) throw new StationError('notice-conflict', { name, found });
  return { notice, outcome: 'known' };
}

async function verifyNotice(station: Station, signed: SignedDocument, settings: Settings): Promise<Notice> {
  const keys = await listTrustedKeys(station.ledger, settings.keyValidityDays);
  const verified = noticeDocument.verify(signed, keys);
  if (verified.outcome === 'unknown-key') throw new StationError('notice-unknown-key', { found: verified.keyId });
  const notice = verified.outcome === 'wrong-signature' ? noticeDocument.parse(signed.document) : verified.document;
  const named = verified.outcome === 'signed' ? verified : null;
  const key = named?.keys.find(({ name, role }) => name === notice.station && role === named.role);
  if (key === undefined || !isTimely(key, notice, station.environment.now())) {
    throw new StationError('notice-signature', { name: notice.station });
  }
  checkFuture(notice, station.environment.now(), settings);
  return notice;
}

/** One of two clocks is wrong, and not the signature. */
function checkFuture({ station: name, issuedAt: found }: Notice, now: Date, { clockSkewSeconds }: Settings): void {
  if (toEpochMilliseconds(found) <= now.getTime() + clockSkewSeconds * 1000) return;
  throw new StationError('notice-in-future', { name, found, expected: toInstant(now) });
}

/** Within the validity of the key, and not by a key that was revoked before it came. */
function isTimely(key: TrustedKey, { issuedAt }: Notice, now: Date): boolean {
  const { validFrom, validUntil, revokedFrom } = key;
  return (
    (validFrom === undefined || compareInstants(issuedAt, validFrom) >= 0) &&
    (validUntil === undefined || compareInstants(issuedAt, validUntil) <= 0) &&
    (revokedFrom === undefined || now.getTime() < toEpochMilliseconds(revokedFrom))
  );
}

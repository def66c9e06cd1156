import { stat } from 'node:fs/promises';
import { compareInstants, toInstant } from '@scelle/core';
import type { Caller, Reception, ReceptionState } from '@scelle/verify';
import { type Card, isValidAt } from '../cards/card.ts';
import { findCurrentCard, listCards, listCurrentCards, type StoredCard } from '../cards/card-store.ts';
import { listRevocations } from '../cards/revocations.ts';
import { secretKeyFile } from '../folder/key-files.ts';
import { createOutlet } from '../gateway/outlet.ts';
import { countUnfetched } from '../ledger/received-batches.ts';
import { createPolicyFinder } from '../receiving/find-policy.ts';
import { createIntake } from '../receiving/intake.ts';
import type { Settings } from '../settings/settings.ts';
import type { Station } from '../station.ts';
import { findNewestNotice } from './notice-store.ts';

/** What a station gives to a receiver. */
export function createReception(station: Station, settings: Settings): Reception {
  const { database, name, receivesFor } = station;
  return {
    intake: createIntake(station, createPolicyFinder(station, settings)),
    findCaller: (certificate) => findCaller(station, certificate),
    isAdmitted(party) {
      const stored = findCurrentCard(database, party);
      return stored !== null && canSign(station, stored.card);
    },
    findNotice(peer) {
      const stored = findNewestNotice(database, { station: receivesFor, peer });
      if (stored === null) return null;
      const { notice, document, signature } = stored;
      return { state: notice.state, signed: { document, signature } };
    },
    readState: () => readState(station),
    ...(receivesFor !== name && { outlet: createOutlet(station, settings) }),
  };
}

/**
 * The peer whose newest card names the certificate. Whoever has no signing key that counts any more is a stranger, and so
 * is whoever shows a certificate that several cards name, or one of the gateway itself.
 */
function findCaller(station: Station, certificate: Uint8Array): Caller | null {
  const { database, name, receivesFor } = station;
  const text = Buffer.from(certificate).toString('base64');
  // Threat: whoever stole the key of a gateway, whose certificates the card of its authority lists too.
  const isOwn = listCards(database, name).some(({ card }) => card.certificates.includes(text));
  if (isOwn && receivesFor !== name) return null;
  const isNamed = ({ card }: StoredCard) => card.party !== name && card.certificates.includes(text);
  const [named, ...others] = listCurrentCards(database).filter(isNamed);
  if (named === undefined || others.length > 0 || !canSign(station, named.card)) return null;
  const { party } = named.card;
  return { name: party, kind: party === receivesFor ? 'principal' : 'peer' };
}

async function readState(station: Station): Promise<ReceptionState> {
  const { database, name, receivesFor, layout } = station;
  const { waiting, oldest } = countUnfetched(database);
  const peers = listCurrentCards(database).flatMap(({ card: { party } }) =>
    [name, receivesFor].includes(party) ? [] : [party],
  );
  const channels = peers.map((peer) => ({
    peer,
    state: findNewestNotice(database, { station: receivesFor, peer })?.notice.state ?? ('open' as const),
  }));
  const needed = [layout.path('inbox'), layout.path('keys', secretKeyFile('delivery'))];
  const found = await Promise.all(needed.map((path) => stat(path).catch(() => null)));
  return { isUsable: !found.includes(null), waiting, oldestWaiting: oldest, channels };
}

function canSign({ database, environment }: Station, { party, signingKeys }: Card): boolean {
  const now = toInstant(environment.now());
  const revoked = listRevocations(database).filter(
    (each) => each.party === party && compareInstants(each.from, now) <= 0,
  );
  return signingKeys.some(
    (key) => isValidAt(key, now) && !revoked.some(({ publicKey }) => publicKey === key.publicKey),
  );
}

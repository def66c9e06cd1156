import { stat } from 'node:fs/promises';
import { openFileSource, toInstant } from '@scelle/core';
import { compareInstants } from '@scelle/core/internal';
import type { Caller, Outlet, Reception, ReceptionState, WaitingBatch } from '@scelle/verify/internal';
import { type Card, isValidAt } from '../cards/card.ts';
import { findCurrentCard, listCards, listCurrentCards, type StoredCard } from '../cards/card-store.ts';
import { listRevocations } from '../cards/revocations.ts';
import { addNotice } from '../channels/add-notice.ts';
import { findNewestNotice } from '../channels/notice.ts';
import { listUnshared } from '../decisions/decision-store.ts';
import { secretKeyFile } from '../home/key-files.ts';
import { formatBatchName } from '../home/layout.ts';
import type { Station } from '../home/station.ts';
import { type AuthenticBatch, countUnfetched, listReceived, toAuthenticBatches } from '../ledger/received-batches.ts';
import { createPolicyFinder } from '../receiving/find-policy.ts';
import { createIntake } from '../receiving/intake.ts';
import type { Settings } from '../settings/settings.ts';
import { shareDecision } from './share-decision.ts';
import { takePrincipalReceipt } from './take-receipt.ts';

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

/** What a gateway hands on to the party for which it receives. */
function createOutlet(station: Station, settings: Settings): Outlet {
  const { layout, receivesFor: recipient } = station;

  function toWaiting({ identity, bytes }: AuthenticBatch): WaitingBatch {
    return { name: formatBatchName({ ...identity, recipient }), manifest: identity.digest, bytes };
  }

  return {
    listWaiting: async () => listStored(station).map(toWaiting),
    async openWaiting(manifest) {
      const batch = listStored(station).find(({ identity }) => identity.digest === manifest);
      return batch === undefined ? null : openFileSource(layout.stored(batch.file), { ownFile: true });
    },
    listDecisions: async () => listUnshared(station.database, recipient),
    takeDecision: async (signed) => {
      await shareDecision(station, signed, { host: recipient, settings, command: 'serve' });
    },
    takeReceipt: (signed) => takePrincipalReceipt(station, signed, settings),
    takeNotice: async (signed) => {
      await addNotice(station, signed, settings);
    },
  };
}

/** The batches that are still here. */
function listStored({ database }: Station): readonly (AuthenticBatch & { readonly file: string })[] {
  const batches = toAuthenticBatches([...listReceived(database, 'accepted'), ...listReceived(database, 'held')]);
  return batches.flatMap((batch) => (batch.file === null ? [] : [{ ...batch, file: batch.file }]));
}

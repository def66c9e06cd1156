import { stat } from 'node:fs/promises';
import { openFileSource, toInstant } from '@scelle/core';
import { compareInstants } from '@scelle/core/internal';
import type { Caller, Outlet, Reception, ReceptionState, WaitingBatch } from '@scelle/verify';
import { type Card, isValidAt } from '../cards/card.ts';
import { findCurrentCard, listCards, listCurrentCards, type StoredCard } from '../cards/card-store.ts';
import { addNotice } from '../channels/add-notice.ts';
import { findNewestNotice } from '../channels/notice.ts';
import { secretKeyFile } from '../home/files.ts';
import { formatBatchName } from '../home/layout.ts';
import type { Station } from '../home/station.ts';
import { listRevocations } from '../ledger/cards.ts';
import { listUnshared } from '../ledger/decisions.ts';
import type { AuthenticBatch } from '../ledger/received-batch.ts';
import { countUnfetched, listReceived, toAuthenticBatches } from '../ledger/received-batches.ts';
import { createPolicyFinder } from '../receiving/find-policy.ts';
import { createIntake } from '../receiving/intake.ts';
import type { Settings } from '../settings/settings.ts';
import { shareDecision } from './share-decision.ts';
import { takePrincipalReceipt } from './take-receipt.ts';

/** What a station gives to a receiver. */
export function createReception(station: Station, settings: Settings): Reception {
  const { ledger, name, receivesFor } = station;
  return {
    intake: createIntake(station, createPolicyFinder(station, settings)),
    findCaller: (certificate) => findCaller(station, certificate),
    async isAdmitted(party) {
      const stored = await findCurrentCard(ledger, party);
      return stored !== null && (await canSign(station, stored.card));
    },
    async findNotice(peer) {
      const stored = await findNewestNotice(ledger, { station: receivesFor, peer });
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
async function findCaller(station: Station, certificate: Uint8Array): Promise<Caller | null> {
  const { ledger, name, receivesFor } = station;
  const text = Buffer.from(certificate).toString('base64');
  // Threat: whoever stole the key of a gateway, whose certificates the card of its authority lists too.
  const isOwn = (await listCards(ledger, name)).some(({ card }) => card.certificates.includes(text));
  if (isOwn && receivesFor !== name) return null;
  const isNamed = ({ card }: StoredCard) => card.party !== name && card.certificates.includes(text);
  const [named, ...others] = (await listCurrentCards(ledger)).filter(isNamed);
  if (named === undefined || others.length > 0 || !(await canSign(station, named.card))) return null;
  const { party } = named.card;
  return { name: party, kind: party === receivesFor ? 'principal' : 'peer' };
}

async function readState(station: Station): Promise<ReceptionState> {
  const { ledger, name, receivesFor, layout } = station;
  const { waiting, oldest } = await countUnfetched(ledger);
  const peers = (await listCurrentCards(ledger)).flatMap(({ card: { party } }) =>
    [name, receivesFor].includes(party) ? [] : [party],
  );
  const channels = await Array.fromAsync(peers, async (peer) => ({
    peer,
    state: (await findNewestNotice(ledger, { station: receivesFor, peer }))?.notice.state ?? ('open' as const),
  }));
  const needed = [layout.path('inbox'), layout.path('keys', secretKeyFile('delivery'))];
  const found = await Promise.all(needed.map((path) => stat(path).catch(() => null)));
  return { isUsable: !found.includes(null), waiting, oldestWaiting: oldest, channels };
}

async function canSign({ ledger, environment }: Station, { party, signingKeys }: Card): Promise<boolean> {
  const now = toInstant(environment.now());
  const revoked = (await listRevocations(ledger)).filter(
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
    listWaiting: async () => (await listStored(station)).map(toWaiting),
    async openWaiting(manifest) {
      const batch = (await listStored(station)).find(({ identity }) => identity.digest === manifest);
      return batch === undefined ? null : openFileSource(layout.stored(batch.file), { ownFile: true });
    },
    listDecisions: async () => listUnshared(station.ledger, recipient),
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
async function listStored({ ledger }: Station): Promise<readonly (AuthenticBatch & { readonly file: string })[]> {
  const batches = toAuthenticBatches([
    ...(await listReceived(ledger, 'accepted')),
    ...(await listReceived(ledger, 'held')),
  ]);
  return batches.flatMap((batch) => (batch.file === null ? [] : [{ ...batch, file: batch.file }]));
}

import { readFile, unlink } from 'node:fs/promises';
import { generateIdentity, type Identities, type Identity, parseIdentityFile } from '@scelle/core';
import { encodeIdentityFile } from '@scelle/core/internal';
import { describe, expect, it } from 'vitest';
import { findCurrentCard } from '../../src/cards/card-store.ts';
import { addPeer } from '../../src/cards/judge-card.ts';
import { rotateKey, withRecipient } from '../../src/cards/rotate-key.ts';
import { listImportable } from '../../src/import/record-import.ts';
import { createPolicyFinder } from '../../src/receiving/find-policy.ts';
import { listUnopened, processInbox } from '../../src/receiving/process-inbox.ts';
import { listNeededIdentities } from '../../src/receiving/verify-stored.ts';
import { createPair, deliver, outboxPath, pack, signingKey, type TestStation } from '../support/test-station.ts';

async function rotateOpeningKey(own: TestStation): Promise<void> {
  const { station, clock } = own;
  const identity = generateIdentity({ postQuantum: false });
  const now = clock.now();
  await rotateKey(station, {
    key: 'opening',
    secret: encodeIdentityFile(identity, now),
    public: new TextEncoder().encode(`${identity.recipient}\n`),
    content: withRecipient((await findCurrentCard(station.ledger, station.name))!.card, identity.recipient),
    signers: { own: await signingKey(own), previous: null },
    now,
  });
}

async function tellCard({ station: from }: TestStation, { station: to, clock }: TestStation): Promise<void> {
  const card = (await findCurrentCard(from.ledger, from.name))!;
  await addPeer(to, card, { own: to.name, now: clock.now(), clockSkewSeconds: 300 });
}

describe('the opening keys that are needed', () => {
  it('are the one in use, and an earlier one as long as a batch that is encrypted to it waits', async () => {
    const { tmg, arcom } = await createPair();
    const current = arcom.station.layout.path('keys', 'opening.identity');
    const earlier = arcom.station.layout.path('keys', 'opening.card-1.identity');
    const sealedBefore = await pack(tmg);
    await rotateOpeningKey(arcom);
    expect(await listNeededIdentities(arcom.station, await listUnopened(arcom.station))).toEqual([current]);
    await deliver(arcom, outboxPath(tmg, sealedBefore));
    expect(await listNeededIdentities(arcom.station, await listUnopened(arcom.station))).toEqual([current, earlier]);
    await tellCard(arcom, tmg);
    await deliver(arcom, outboxPath(tmg, await pack(tmg)));

    const found: Identity[] = [];
    for (const file of await listNeededIdentities(arcom.station, await listUnopened(arcom.station))) {
      found.push(...(await parseIdentityFile(await readFile(file))));
    }
    const findPolicy = createPolicyFinder(arcom.station, arcom.settings);
    const identities = found as unknown as Identities;
    const outcomes = [];
    for await (const { outcome } of processInbox(arcom.station, { findPolicy, identities, threads: 0 })) {
      outcomes.push(outcome);
    }
    expect(outcomes).toEqual(['accepted', 'accepted']);
    expect(await listNeededIdentities(arcom.station, await listUnopened(arcom.station))).toEqual([current]);
    // It is opened once more while it is imported.
    expect(await listNeededIdentities(arcom.station, await listImportable(arcom.station))).toEqual([current, earlier]);
  });

  it('are not those that were destroyed, nor does a file that is gone keep others from being opened', async () => {
    const { tmg, arcom } = await createPair();
    const sealedBefore = await pack(tmg);
    await rotateOpeningKey(arcom);
    await deliver(arcom, outboxPath(tmg, sealedBefore));
    await unlink(arcom.station.layout.path('keys', 'opening.card-1.identity'));
    expect((await listNeededIdentities(arcom.station, await listUnopened(arcom.station))).length).toBe(1);
    await unlink(arcom.station.layout.path('inbox', sealedBefore.file));
    expect((await listNeededIdentities(arcom.station, await listUnopened(arcom.station))).length).toBe(1);
  });
});

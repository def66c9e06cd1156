import { readdir, readFile, writeFile } from 'node:fs/promises';
import {
  encodePublicKey,
  encodeSecretKey,
  generateIdentity,
  parsePublicKey,
  parseSecretKey,
  type SecretKey,
} from '@scelle/core';
import { publicKeyBase64 } from '@scelle/core/internal';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findCurrentCard, listCards } from '../../src/cards/card-store.ts';
import {
  finishRotations,
  type Rotation,
  rotateKey,
  withRecipient,
  withSigningKey,
} from '../../src/cards/rotate-key.ts';
import type { Station } from '../../src/home/station.ts';
import { initStation } from '../../src/init-station.ts';
import { openStation } from '../../src/open-station.ts';
import { newKey } from '../support/card-crafts.ts';
import { codeOf } from '../support/code-of.ts';

async function collector(): Promise<Station> {
  const root = `${await temporaryFolder()}/tmg`;
  await initStation(root, { name: 'tmg', role: 'collector', passphrase: null });
  const station = await openStation(root);
  onTestFinished(() => station.close());
  return station;
}

async function currentKey({ layout }: Station): Promise<SecretKey> {
  return parseSecretKey(new Uint8Array(await readFile(layout.path('keys', 'signing.key'))));
}

async function announcedKey({ ledger }: Station): Promise<string> {
  return (await findCurrentCard(ledger, 'tmg'))!.card.signingKeys[0]!.publicKey;
}

async function publicKeyInPlace({ layout }: Station): Promise<string> {
  return publicKeyBase64(parsePublicKey(await readFile(layout.path('keys', 'signing.pub'), 'utf8')));
}

/** A rotation to that key. */
async function toKey(station: Station, own: SecretKey, previous: SecretKey): Promise<Rotation> {
  const now = new Date(Date.now() + 1000);
  const publicKey = { keyNumber: own.keyNumber, key: own.publicKey };
  const { card } = (await findCurrentCard(station.ledger, 'tmg'))!;
  const validity = { validFrom: now.toISOString().replace('.000Z', 'Z'), validUntil: null };
  return {
    key: 'signing',
    secret: await encodeSecretKey(own, null),
    public: encodePublicKey(publicKey),
    content: withSigningKey(card, 'sender', publicKey, validity),
    signers: { own, previous },
    now,
  };
}

async function keyFiles({ layout }: Station): Promise<string[]> {
  return (await readdir(layout.path('keys'))).filter((name) => /^(signing|opening)/.test(name)).sort();
}

const usual = ['opening.identity', 'opening.recipient', 'signing.key', 'signing.pub'];

describe('rotating a key', () => {
  it('puts the new one in its place and keeps the old one', async () => {
    const station = await collector();
    const [old, fresh] = [await currentKey(station), newKey()];
    await rotateKey(station, await toKey(station, fresh, old));
    expect((await currentKey(station)).publicKey).toEqual(fresh.publicKey);
    expect(await publicKeyInPlace(station)).toBe(await announcedKey(station));
    expect(await keyFiles(station)).toEqual([...usual, 'signing.card-1.key', 'signing.card-1.pub'].sort());
  });

  it('changes nothing where no card could be issued', async () => {
    const station = await collector();
    const rotation = await toKey(station, newKey(), newKey());
    expect(await codeOf(() => rotateKey(station, rotation))).toBe('key-unknown');
    expect(await keyFiles(station)).toEqual(usual);
    expect(await listCards(station.ledger, 'tmg')).toHaveLength(1);
  });

  it('works for the opening key', async () => {
    const station = await collector();
    const identity = generateIdentity({ postQuantum: false });
    const { card } = (await findCurrentCard(station.ledger, 'tmg'))!;
    const signers = { own: await currentKey(station), previous: null };
    await rotateKey(station, {
      key: 'opening',
      secret: new TextEncoder().encode(`${identity.secret}\n`),
      public: new TextEncoder().encode(`${identity.recipient}\n`),
      content: withRecipient(card, identity.recipient),
      signers,
      now: new Date(Date.now() + 1000),
    });
    expect((await findCurrentCard(station.ledger, 'tmg'))!.card.recipients).toEqual([identity.recipient]);
    expect(await keyFiles(station)).toEqual([...usual, 'opening.card-1.identity', 'opening.card-1.recipient'].sort());
  });
});

describe('an interrupted rotation', () => {
  it('before the card was issued is discarded at the next start', async () => {
    const station = await collector();
    const before = await publicKeyInPlace(station);
    const rotation = await toKey(station, newKey(), await currentKey(station));
    for (const files of [['signing.next.key'], ['signing.next.key', 'signing.next.pub']]) {
      for (const name of files) {
        await writeFile(station.layout.path('keys', name), name.endsWith('key') ? rotation.secret : rotation.public);
      }
      expect(await finishRotations(station)).toMatchObject([{ kind: 'key-discarded' }]);
      expect(await keyFiles(station)).toEqual(usual);
    }
    expect(await publicKeyInPlace(station)).toBe(before);
  });

  it('after that is finished, wherever it was interrupted', async () => {
    const station = await collector();
    const [old, fresh] = [await currentKey(station), newKey()];
    const rotation = await toKey(station, fresh, old);
    const path = (name: string) => station.layout.path('keys', name);
    const oldPublic = await readFile(path('signing.pub'));
    await rotateKey(station, rotation);
    const oldSecret = await readFile(path('signing.card-1.key'));
    const states: [place: Uint8Array, waiting: boolean][] = [
      [oldSecret, true],
      [rotation.secret, false],
    ];
    for (const [place, isWaiting] of states) {
      await writeFile(path('signing.key'), place);
      await writeFile(path('signing.pub'), oldPublic);
      if (isWaiting) await writeFile(path('signing.next.key'), rotation.secret);
      await writeFile(path('signing.next.pub'), rotation.public);
      expect(await finishRotations(station)).toMatchObject([{ kind: 'key-replaced' }]);
      expect((await currentKey(station)).publicKey).toEqual(fresh.publicKey);
      expect(await publicKeyInPlace(station)).toBe(await announcedKey(station));
      expect(new Uint8Array(await readFile(path('signing.card-1.key')))).toEqual(new Uint8Array(oldSecret));
      expect(await finishRotations(station)).toEqual([]);
    }
  });
});

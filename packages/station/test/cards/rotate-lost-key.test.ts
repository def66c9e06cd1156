import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  encodePublicKey,
  encodeSecretKey,
  generateIdentity,
  generateSecretKey,
  parsePublicKey,
  parseSecretKey,
} from '@scelle/core';
import { publicKeyBase64 } from '@scelle/core/internal';
import { describeWithTools, temporaryFolder } from '@scelle/testkit';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { compareKeys } from '../../src/backup/compare-keys.ts';
import { findCurrentCard } from '../../src/cards/card-store.ts';
import { finishRotations, rotateKey, withRecipient, withSigningKey } from '../../src/cards/rotate-key.ts';
import { rotateCertificate } from '../../src/certificates/rotate-certificate.ts';
import type { Station } from '../../src/home/station.ts';
import { initStation } from '../../src/init-station.ts';
import { openStation } from '../../src/open-station.ts';
import { codeOf } from '../support/code-of.ts';

let template = '';
let files: readonly string[] = [];

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scelle-test-'));
  template = join(folder, 'arcom');
  await initStation(template, { name: 'arcom', role: 'authority', passphrase: null });
  files = (await readdir(join(template, 'keys'))).sort();
  return () => rm(folder, { recursive: true, force: true });
});

async function open(root: string): Promise<Station> {
  const station = await openStation(root);
  onTestFinished(() => station.close());
  return station;
}

/** A copy of the station, and its signing key, which a person may hold elsewhere. */
async function copy() {
  const root = join(await temporaryFolder(), 'arcom');
  await cp(template, root, { recursive: true });
  return { root, current: await parseSecretKey(await readFile(join(root, 'keys/signing.key'))) };
}

type Current = Awaited<ReturnType<typeof copy>>['current'];

const rotations: Readonly<Record<string, (station: Station, current: Current) => Promise<unknown>>> = {
  signing: (station, current) => rotateSigning(station, current),
  'signing --lost': (station) => rotateSigning(station, null),
  opening: async (station, current) => {
    const identity = generateIdentity({ postQuantum: false });
    const rotation = {
      key: 'opening' as const,
      secret: new TextEncoder().encode(`${identity.secret}\n`),
      public: new TextEncoder().encode(`${identity.recipient}\n`),
      content: withRecipient((await findCurrentCard(station.ledger, 'arcom'))!.card, identity.recipient),
      signers: { own: current, previous: null },
      now: await later(station),
    };
    await station.exclusively(() => rotateKey(station, rotation));
  },
  certificate: (station, signer) => rotateCertificate(station, { signer, atOnce: false }),
  'certificate --at-once': (station, signer) => rotateCertificate(station, { signer, atOnce: true }),
};

async function rotateSigning(station: Station, previous: Current | null): Promise<void> {
  const own = generateSecretKey();
  const publicKey = { keyNumber: own.keyNumber, key: own.publicKey };
  const now = await later(station);
  const { card } = (await findCurrentCard(station.ledger, 'arcom'))!;
  const validity = { validFrom: now.toISOString(), validUntil: null };
  const rotation = {
    key: 'signing' as const,
    secret: await encodeSecretKey(own, null),
    public: encodePublicKey(publicKey),
    content: withSigningKey(card, 'sender', publicKey, validity),
    signers: { own, previous },
    now,
  };
  await station.exclusively(() => rotateKey(station, rotation));
}

/** Later than the newest card. */
async function later({ ledger }: Station): Promise<Date> {
  return new Date(Date.parse((await findCurrentCard(ledger, 'arcom'))!.card.issuedAt) + 1);
}

describe('a rotation where a key file is gone', () => {
  it('is done, or refused with nothing changed; the station opens, whichever file and rotation it is', async () => {
    expect(files).toHaveLength(13);
    const refused: string[] = [];
    const { root } = await copy();
    const path = (name: string) => join(root, 'keys', name);
    for (const file of files) {
      const kept = await readFile(path(file));
      {
        using station = await openStation(root);
        for (const [name, rotate] of Object.entries(rotations)) {
          const current = await parseSecretKey(await readFile(path('signing.key')));
          await rm(path(file), { force: true });
          const code = await codeOf(() => rotate(station, current));
          if (code !== null) refused.push(`${file}, ${name}: ${code}`);
          if (!(await readdir(join(root, 'keys'))).includes('signing.key'))
            await writeFile(path('signing.key'), await encodeSecretKey(current, null));
        }
      }
      expect([file, await codeOf(async () => (await openStation(root)).close())]).toEqual([
        file,
        file === 'custody.key' ? 'station-incomplete' : null,
      ]);
      if (!(await readdir(join(root, 'keys'))).includes(file)) await writeFile(path(file), kept);
    }
    expect(refused).toEqual([
      ...Object.keys(rotations).map((name) => `custody.key, ${name}: station-incomplete`),
      'tls.pem, certificate: certificate-missing',
    ]);
  }, 60_000);

  it('is refused where a folder has the place of a key, before a card announces anything', async () => {
    const { root, current } = await copy();
    await rm(join(root, 'keys/opening.identity'));
    await cp(join(root, 'peers'), join(root, 'keys/opening.identity'), { recursive: true });
    const station = await open(root);
    expect(await codeOf(() => rotations['opening']!(station, current))).toBe('source-not-a-file');
    expect((await findCurrentCard(station.ledger, 'arcom'))?.card.number).toBe(1);
  });

  it('does not keep the new key under the name of the lost one, wherever it is interrupted', async () => {
    const { root } = await copy();
    const path = (name: string) => join(root, 'keys', name);
    await rm(path('signing.key'));
    const station = await open(root);
    await rotateSigning(station, null);
    await writeFile(path('signing.next.pub'), await readFile(path('signing.pub')));
    await rm(path('signing.pub'));
    expect(await finishRotations(station)).toMatchObject([{ kind: 'key-replaced' }]);
    expect(await readdir(join(root, 'keys'))).not.toContain('signing.card-1.key');
  });
});

describeWithTools(['tar', 'zstd'], 'a station that version 0.1.0 could not open any more', () => {
  const archive = new URL('../../../../tests/fixtures/0.1.0/bricked.tar.zst', import.meta.url).pathname;

  it('opens again with its new key in place, and finds nothing left to do', async () => {
    const folder = await temporaryFolder();
    execFileSync('tar', ['--zstd', '-xf', archive, '-C', folder]);
    for (const [name, file, party] of [
      ['lost', 'signing.key', 'tmg'],
      ['destroyed', 'opening.identity', 'arcom'],
    ] as const) {
      const station = await open(join(folder, 'bricked', name));
      expect(station.recovered.map(({ kind }) => kind)).toEqual(['ledger-migrated', 'key-replaced']);
      const { card } = (await findCurrentCard(station.ledger, party))!;
      expect(card.number).toBe(2);
      expect(await compareKeys(station)).toEqual({ card: 2, foreign: [] });
      expect(await readdir(join(folder, 'bricked', name, 'keys'))).toContain(file);
      const inPlace = await readFile(station.layout.path('keys', 'signing.pub'), 'utf8');
      expect(card.signingKeys[0]!.publicKey).toBe(publicKeyBase64(parsePublicKey(inPlace)));
      expect((await open(join(folder, 'bricked', name))).recovered).toEqual([]);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { findCurrentCard } from '../../src/cards/card-store.ts';
import { withAddress, withGateway } from '../../src/cards/gateway-card.ts';
import { type CardContent, issueCard } from '../../src/cards/issue-card.ts';
import { addPeer } from '../../src/cards/judge-card.ts';
import { revokeKey } from '../../src/cards/revocations.ts';
import {
  addressContent,
  nextContent,
  readCredentials,
  toCardCertificate,
} from '../../src/certificates/next-content.ts';
import { activateCertificate, rotateCertificate } from '../../src/certificates/rotate-certificate.ts';
import { examineStation } from '../../src/doctor/examine-station.ts';
import { createReception } from '../../src/gateway/reception.ts';
import { codeOf } from '../support/code-of.ts';
import {
  changeSettings,
  createTestStation,
  reopen,
  signingKey,
  TestClock,
  type TestStation,
} from '../support/test-station.ts';

const cardOf = async ({ station }: TestStation) => (await findCurrentCard(station.ledger, station.name))!.card;
const inUse = async ({ station }: TestStation) => toCardCertificate(await readCredentials(station.layout));
const deliveryKeys = async (own: TestStation) =>
  (await cardOf(own)).receiptKeys.filter(({ stage }) => stage === 'delivery').map(({ publicKey }) => publicKey);

async function issue(own: TestStation, content: CardContent): Promise<void> {
  const signers = { own: await signingKey(own), previous: null };
  await issueCard(own.station, content, signers, { now: own.clock.now(), command: 'card' });
}

async function give(from: TestStation, ...to: readonly TestStation[]): Promise<void> {
  for (const { station, clock } of to) {
    const card = (await findCurrentCard(from.station.ledger, from.station.name))!;
    const context = { own: station.name, now: clock.now(), clockSkewSeconds: 300 };
    await addPeer(station, card, context);
  }
}

async function rotate(own: TestStation, atOnce: boolean): Promise<void> {
  await rotateCertificate(own.station, { signer: await signingKey(own), atOnce });
}

async function nameGateway(arcom: TestStation, gateway: string): Promise<void> {
  await issue(arcom, await withGateway(arcom.station.ledger, await nextContent(arcom.station), gateway));
}

async function createGateway(name: string, arcom: TestStation): Promise<TestStation> {
  const gate = await createTestStation(name, 'gateway', arcom.clock);
  await issue(gate, withAddress(await nextContent(gate.station), 'https://127.0.0.1:8443'));
  await give(gate, arcom);
  return gate;
}

/** What doctor says of certificates. */
async function examine({ station }: TestStation) {
  return (await examineStation(station)).checks.find(({ check }) => check === 'certificates');
}

/** An authority with its gateway. */
async function createScene() {
  const arcom = await createTestStation('arcom', 'authority', new TestClock());
  const own = { certificate: await inUse(arcom), key: (await deliveryKeys(arcom))[0]! };
  const gate = await createGateway('gate', arcom);
  await nameGateway(arcom, 'gate');
  return { arcom, gate, own };
}

describe('the card of an authority with a gateway', () => {
  it('lists what is its own, and what the newest card of the gateway lists', async () => {
    const { arcom, gate, own } = await createScene();
    expect((await cardOf(arcom)).certificates).toEqual([own.certificate, await inUse(gate)]);
    expect(await deliveryKeys(arcom)).toEqual([own.key, ...(await deliveryKeys(gate))]);
    const old = await inUse(gate);
    await rotate(gate, false);
    expect((await cardOf(gate)).certificates).toHaveLength(2);
    await give(gate, arcom);
    await nameGateway(arcom, 'gate');
    expect((await cardOf(arcom)).certificates).toEqual([own.certificate, ...(await cardOf(gate)).certificates]);
    await activateCertificate(gate.station, await signingKey(gate));
    expect((await cardOf(gate)).certificates).toEqual([await inUse(gate)]);
    await give(gate, arcom);
    await rotate(arcom, false);
    expect((await cardOf(arcom)).certificates).not.toContain(old);
    expect((await cardOf(arcom)).certificates.slice(1)).toEqual([own.certificate, await inUse(gate)]);
  });

  it('drops a stolen certificate of the gateway, and never its own, however often that happens', async () => {
    const { arcom, gate, own } = await createScene();
    for (let time = 0; time < 5; time += 1) {
      const stolen = await inUse(gate);
      await rotate(gate, true);
      await give(gate, arcom);
      await nameGateway(arcom, 'gate');
      expect((await cardOf(arcom)).certificates).toEqual([own.certificate, await inUse(gate)]);
      expect((await cardOf(arcom)).certificates).not.toContain(stolen);
    }
  });

  it('drops all of a gateway that another one replaces, also under the same address', async () => {
    const { arcom, own } = await createScene();
    const second = await createGateway('gate-2', arcom);
    await nameGateway(arcom, 'gate-2');
    expect((await cardOf(arcom)).certificates).toEqual([own.certificate, await inUse(second)]);
    expect(await deliveryKeys(arcom)).toEqual([own.key, ...(await deliveryKeys(second))]);
  });

  it('drops what was lent when there is a single host again', async () => {
    const { arcom, own } = await createScene();
    await issue(arcom, await addressContent(arcom.station, 'https://127.0.0.1:9443', arcom.settings));
    expect(await cardOf(arcom)).toMatchObject({ certificates: [own.certificate], address: 'https://127.0.0.1:9443' });
    expect(await deliveryKeys(arcom)).toEqual([own.key]);
  });

  it('mends what earlier software left standing of gateways, or cut off of its own', async () => {
    const { arcom, gate, own } = await createScene();
    const old = await inUse(gate);
    await rotate(gate, true);
    await give(gate, arcom);
    await issue(arcom, { ...(await cardOf(arcom)), certificates: [old, await inUse(gate)] });
    expect((await nextContent(arcom.station)).certificates).toEqual([own.certificate, await inUse(gate)]);
  });

  it('lends nothing of a gateway whose keys are revoked, which can be named no more', async () => {
    const { arcom, gate, own } = await createScene();
    for (const { publicKey: key } of [...(await cardOf(gate)).signingKeys, ...(await cardOf(gate)).receiptKeys]) {
      const at = '2026-11-03T07:00:00Z';
      await revokeKey(arcom.station, { key, from: at, reason: 'broken into', revokedAt: at });
    }
    expect(await codeOf(() => nameGateway(arcom, 'gate'))).toBe('peer-revoked');
    await issue(arcom, await nextContent(arcom.station));
    expect((await cardOf(arcom)).certificates).toEqual([own.certificate]);
    expect(await deliveryKeys(arcom)).toEqual([own.key]);
  });

  it('has room for four certificates, and none gives way unseen', async () => {
    const { arcom, gate } = await createScene();
    const certificates = [...(await cardOf(gate)).certificates, 'AAAA', 'BBBB'];
    await issue(gate, { ...(await cardOf(gate)), certificates });
    await give(gate, arcom);
    await nameGateway(arcom, 'gate');
    expect((await cardOf(arcom)).certificates).toHaveLength(4);
    expect(await codeOf(() => rotate(arcom, false))).toBe('card-certificates-full');
    expect((await cardOf(arcom)).number).toBe(3);
  });

  it('is none of another role, and none of a gateway with a certificate of a public authority', async () => {
    const { arcom, gate } = await createScene();
    const tmg = await createTestStation('tmg', 'collector', arcom.clock);
    await give(gate, tmg);
    expect(await codeOf(() => nameGateway(tmg, 'gate'))).toBe('gateway-for-role');
    await issue(gate, { ...(await cardOf(gate)), certificates: [] });
    await give(gate, arcom);
    expect(await codeOf(() => nameGateway(arcom, 'gate'))).toBe('certificate-public');
  });

  it('is told by doctor where it does not list what holds now', async () => {
    const { arcom, gate } = await createScene();
    const find = () => examine(arcom);
    expect(await find()).toMatchObject({ code: 'certificates-valid' });
    await rotate(gate, true);
    await give(gate, arcom);
    expect(await find()).toMatchObject({ outcome: 'warning', code: 'certificates-outdated' });
  });
});

describe('a gateway', () => {
  it('may not list as its own what its authority has', async () => {
    const { arcom, gate, own } = await createScene();
    await issue(gate, { ...(await cardOf(gate)), certificates: [own.certificate] });
    expect(await codeOf(() => give(gate, arcom))).toBe('card-key-of-other-party');
  });

  it('takes nobody for its principal who shows a certificate of its own, stolen or not', async () => {
    const { arcom, gate } = await createScene();
    await give(arcom, gate);
    const { der: stolen } = await readCredentials(gate.station.layout);
    const { der: principal } = await readCredentials(arcom.station.layout);
    await rotate(gate, true);
    const { findCaller } = createReception({ ...gate.station, receivesFor: 'arcom' }, gate.settings);
    expect(await findCaller(stolen)).toBeNull();
    expect(await findCaller(principal)).toEqual({ name: 'arcom', kind: 'principal' });
  });
});

describe('a certificate that takes the place of another', () => {
  it('is put there at the next start where the command was killed behind its card', async () => {
    const own = await createTestStation('tmg', 'collector');
    const before = await inUse(own);
    await rotate(own, false);
    const [next] = (await cardOf(own)).certificates;
    await issue(own, { ...(await cardOf(own)), certificates: [next!] });
    expect(await inUse(own)).toBe(before);
    await reopen(own);
    expect(own.station.recovered).toMatchObject([{ kind: 'key-replaced' }]);
    expect(await inUse(own)).toBe(next);
  });
});

describe('a certificate of a public authority', () => {
  it('stands in no card, and brings the own one back when it goes', async () => {
    const arcom = await createTestStation('arcom', 'authority');
    const own = await inUse(arcom);
    const file = arcom.station.layout.path('keys', 'tls.pem');
    await changeSettings(arcom, (text) =>
      text.replace(/^# certificate-file = .*$/m, `certificate-file = "${file}"`).replace(/^# key-file.*$/m, ''),
    );
    const find = () => examine(arcom);
    expect(await find()).toMatchObject({ outcome: 'failed', code: 'certificates-not-named' });
    await issue(arcom, await addressContent(arcom.station, 'https://arcom.example', arcom.settings));
    expect((await cardOf(arcom)).certificates).toEqual([]);
    expect(await find()).toMatchObject({ code: 'certificates-valid' });
    await changeSettings(arcom, (text) => text.replace(/^certificate-file = .*$/m, ''));
    expect(await find()).toMatchObject({ code: 'certificates-not-named' });
    await issue(arcom, await addressContent(arcom.station, 'https://arcom.example', arcom.settings));
    expect((await cardOf(arcom)).certificates).toEqual([own]);
  });
});

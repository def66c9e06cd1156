import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createStationEnvironment, initStation, readCredentials } from '@scelle/station';
import { rawLedger, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { codeOf, connect, createParty, createScene, introduce, pack, send } from '../support/parties.ts';

/** A receiver whose certificate ended before these tests were written, on any port. */
async function serveExpired(): Promise<{ readonly der: Uint8Array; readonly port: number }> {
  const root = join(await temporaryFolder(), 'arcom');
  const environment = { ...createStationEnvironment(), now: () => new Date('2020-01-01T00:00:00Z') };
  const { layout } = await initStation(root, { name: 'arcom', role: 'authority', passphrase: null, environment });
  const { der, key, certificate: cert } = await readCredentials(layout);
  const server = createServer({ key, cert });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { der, port: (server.address() as AddressInfo).port };
}

describe('sending a batch', () => {
  it('ends with a delivery receipt, and the batch is in the inbox', async () => {
    const { tmg, arcom, connection, served } = await createScene();
    const { path, digest } = await pack(tmg);
    const { receipts, bytes } = await send(tmg, connection, path);
    expect(receipts).toMatchObject([{ manifest: digest, stage: 'delivery', outcome: 'accepted' }]);
    expect(bytes).toBeGreaterThan(1000);
    const row = rawLedger(arcom.station).prepare('SELECT state, channel FROM received').all();
    expect(row).toEqual([{ state: 'accepted', channel: 'network' }]);
    expect(served.events.map(({ event, result }) => [event, result])).toEqual([
      ['started', undefined],
      ['announced', 'wanted'],
      ['batch-received', 'accepted'],
    ]);
  });

  it('puts no byte on the network where the receiver has the batch, and gets the same receipt', async () => {
    const { tmg, connection } = await createScene();
    const { path } = await pack(tmg);
    const first = await send(tmg, connection, path);
    const second = await send(tmg, connection, path);
    expect(second).toEqual({ receipts: first.receipts, bytes: 0 });
  });

  it('tells a stranger that its certificate is not known', async () => {
    const { tmg, arcom, served } = await createScene();
    const { path } = await pack(tmg);
    const stranger = await createParty('other', 'collector');
    expect(await codeOf(() => send(tmg, connect(stranger, arcom, served.receiver.port), path))).toBe(
      'certificate-unknown',
    );
  });

  it('sends nothing to a receiver whose certificate has ended, and says so', async () => {
    const tmg = await createParty('tmg', 'collector');
    const arcom = await createParty('arcom', 'authority');
    await introduce(tmg, arcom);
    const { der, port } = await serveExpired();
    const connection = connect(tmg, { ...arcom, identity: { ...arcom.identity, der } }, port);
    const { path } = await pack(tmg);
    const failed = expect(send(tmg, connection, path)).rejects;
    await failed.toMatchObject({ code: 'receiver-certificate', message: expect.stringContaining('has ended') });
  });

  it('sends nothing to a receiver with another certificate', async () => {
    const { tmg, served } = await createScene();
    const { path } = await pack(tmg);
    const other = await createParty('other', 'authority');
    expect(await codeOf(() => send(tmg, connect(tmg, other, served.receiver.port), path))).toBe('receiver-certificate');
  });
});

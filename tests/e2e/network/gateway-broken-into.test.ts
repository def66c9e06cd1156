import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { createServer, request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createNetworkScene, handOutCard, type NetworkScene, packing, succeed, useResident } from './network-scene.ts';

useResident();

const stations = [
  { folder: 'tmg', options: '--name tmg --role collector' },
  { folder: 'arcom', options: '--name arcom --role authority' },
  { folder: 'gate', options: '--name gate --role gateway --for arcom' },
  { folder: 'gate-2', options: '--name gate-2 --role gateway --for arcom' },
];

/** Puts a gateway on the network, as docs/operations.md tells, and gives the port of its receiver. */
async function putOnNetwork(scene: NetworkScene, gateway: string) {
  const receiver = await scene.serve(gateway);
  await succeed(scene, `card --address https://127.0.0.1:${receiver.port} --station ${gateway}`);
  await handOutCard(scene, gateway, 'arcom');
  await succeed(scene, `card --gateway ${gateway} --station arcom`);
  await handOutCard(scene, 'arcom', 'tmg', gateway);
  await handOutCard(scene, 'tmg', gateway, ...(gateway === 'gate' ? ['arcom'] : []));
  return receiver;
}

/** Whoever has the stolen key waits at the address of the gateway. Gives what was asked of it. */
async function waitAsThief(pem: string, port: number) {
  const asked: string[] = [];
  const server = createServer({ key: pem, cert: pem, requestCert: true, rejectUnauthorized: false }, (call, answer) => {
    asked.push(`${call.method} ${call.url}`);
    answer.end('{"state":"open","notice":null}');
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { asked, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** Whoever has the stolen key calls a receiver. Gives status and body. */
async function callAsThief(pem: string, port: number): Promise<string> {
  const options = { host: '127.0.0.1', port, path: '/v1/inbox', key: pem, cert: pem, rejectUnauthorized: false };
  const call = request({ ...options, agent: false }).end();
  const [answer] = await once(call, 'response');
  return `${answer.statusCode} ${await text(answer)}`;
}

/** The public keys that a card lists for the roles and stages given. */
async function keysOf({ folder }: NetworkScene, card: string): Promise<readonly string[]> {
  const document = (await readFile(join(folder, `${card}.card`), 'utf8')).split(/(?<=^\}\n)/m)[0]!;
  const { signingKeys, receiptKeys } = JSON.parse(document) as Record<
    string,
    readonly { readonly publicKey: string }[]
  >;
  return [...signingKeys!, ...receiptKeys!].map(({ publicKey }) => publicKey);
}

describe('a gateway that was broken into', () => {
  it('is replaced, and whoever has its keys and certificate is refused on every side', async () => {
    const scene = await createNetworkScene(...stations);
    const broken = await putOnNetwork(scene, 'gate');
    const stolen = await readFile(join(scene.folder, 'gate/keys/tls.pem'), 'utf8');
    await succeed(scene, packing);
    await succeed(scene, 'sync --station tmg');
    expect((await broken.stop()).status).toBe(0);

    for (const key of await keysOf(scene, 'gate')) {
      await scene.scelle(`peer revoke ${key} --from 2026-01-01T00:00:00Z --reason taken --station arcom`);
    }
    const before = await waitAsThief(stolen, broken.port);
    expect(await scene.show('pull gate --station arcom')).toEqual([
      expect.stringContaining('Every signing key of gate is revoked here'),
      '[2]',
    ]);
    expect(before.asked).toEqual([]);

    const receiver = await putOnNetwork(scene, 'gate-2');
    await succeed(scene, packing);
    expect(await scene.show('sync --station tmg')).toEqual([
      'tmg.arcom.music.000002: delivered; it waits there for an earlier one (N B sent)',
      'arcom: batches delivered: 1; waiting: 0; receipts fetched: 0.',
    ]);
    // What lay at the old gateway comes another way: "scelle status" at the authority names it.
    expect(await scene.show('pull gate-2 --station arcom')).toEqual([
      'tmg.arcom.music.000002: held (sequence-gap)',
      'gate-2: batches fetched: 1; receipts handed on: 1.',
      '[3]',
    ]);
    expect(await scene.show('receive tmg/outbox/tmg.arcom.music.000001.scelle --station arcom')).toEqual([
      'tmg/outbox/tmg.arcom.music.000001.scelle: accepted',
      'tmg, music 2 was waiting: accepted',
    ]);

    expect(await callAsThief(stolen, receiver.port)).toMatch(/^403 .*certificate-unknown/);
    await receiver.stop();
    const after = await waitAsThief(stolen, receiver.port);
    await succeed(scene, packing);
    const refused = await scene.show('sync --station tmg');
    expect(refused.at(-1)).toBe('[2]');
    expect(after.asked).toEqual([]);
    await after.close();

    await mkdir(join(scene.folder, 'forged'));
    await scene.scelle('receive tmg/outbox/tmg.arcom.music.000003.scelle --station gate');
    await succeed(scene, 'receipt export --to tmg --out forged --station gate');
    const forged = (await readdir(join(scene.folder, 'forged'))).find((name) => name.includes('000003.delivery.json'));
    const { status, stdout } = await scene.scelle(`receipt add forged/${forged} --station tmg --json`);
    expect([status, stdout]).toEqual([1, expect.stringContaining('"receipt-unknown-key"')]);
  }, 120_000);
});

import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { openFileSource } from '@scelle/core';
import { createPolicyFinder, deliverBatch, findCurrentCard } from '@scelle/station';
import { issueNotice, listNoticesToHandOn, listToHandOn, markHandedOn } from '@scelle/station/internal';
import { rawLedger, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import type { ReceiverLimits } from '../../src/index.ts';
import {
  type Connection,
  fetchBatch,
  fetchReceipts,
  fetchWaiting,
  handNotice,
  handReceipt,
} from '../../src/internal.ts';
import { startCuttingProxy } from '../support/cutting-proxy.ts';
import { createGatewayScene } from '../support/gateway-scene.ts';
import { codeOf, connect, type Party, pack, send } from '../support/parties.ts';
import { rawConnection, rawRequest } from '../support/raw-request.ts';
import { writeSealedFile } from '../support/sealed-file.ts';
import { signingKey } from '../support/signing-key.ts';

/** What `scelle pull` does. */
async function pull(arcom: Party, inner: Connection): Promise<string[]> {
  const outcomes: string[] = [];
  for (const waiting of await fetchWaiting(inner)) {
    const path = join(await temporaryFolder(), 'pulled');
    await writeFile(path, '');
    await fetchBatch(
      inner,
      waiting,
      {
        size: async () => (await readFile(path)).length,
        append: (bytes) => writeFile(path, bytes, { flag: 'a' }),
      },
      { sleep: async () => undefined },
    );
    await using source = await openFileSource(path);
    const findPolicy = createPolicyFinder(arcom.station, arcom.settings);
    outcomes.push(
      (await deliverBatch(arcom.station, source, { channel: 'network', origin: 'gate' }, findPolicy)).outcome,
    );
  }
  for (const receipt of await listToHandOn(arcom.station, 'gate')) {
    await handReceipt(inner, receipt);
    await markHandedOn(arcom.station, 'gate', receipt);
  }
  return outcomes;
}

const filesOf = ({ station }: Party) =>
  rawLedger(station).prepare('SELECT state, file FROM received ORDER BY sequence').all();

describe('a gateway', () => {
  it('acknowledges in the name of its principal, hands the batch on once, and gives back the true receipt', async () => {
    const { tmg, arcom, gate, outer, inner } = await createGatewayScene();
    const { path, digest } = await pack(tmg);
    const { receipts } = await send(tmg, outer, path);
    expect(receipts).toMatchObject([{ manifest: digest, outcome: 'accepted' }]);
    expect(await fetchWaiting(inner)).toMatchObject([{ name: 'tmg.arcom.music.000001', manifest: digest }]);
    expect(await pull(arcom, inner)).toEqual(['accepted']);
    expect(await fetchWaiting(inner)).toEqual([]);
    expect(filesOf(gate)).toEqual([{ state: 'accepted', file: null }]);
    expect(await listToHandOn(arcom.station, 'gate')).toEqual([]);
    const [receipt] = await fetchReceipts(outer, digest);
    const issued = rawLedger(arcom.station).prepare("SELECT signature FROM receipts WHERE direction = 'issued'").get();
    expect(receipt!.signature).toEqual(issued?.['signature']);
  });

  it('can say that a batch arrived, and nothing more', async () => {
    const { tmg, gate } = await createGatewayScene();
    const stages = (await findCurrentCard(tmg.station.ledger, 'arcom'))!.card.receiptKeys.map(({ stage }) => stage);
    expect(stages.filter((stage) => stage === 'delivery')).toHaveLength(2);
    const lent = (await findCurrentCard(gate.station.ledger, 'gate'))!.card.receiptKeys;
    expect(lent.map(({ stage }) => stage)).toEqual(['delivery']);
  });

  it('follows its principal as to batches that came another way', async () => {
    const { tmg, arcom, gate, outer, inner } = await createGatewayScene();
    const [first, second] = [await pack(tmg), await pack(tmg)];
    await using source = await openFileSource(first.path);
    const findPolicy = createPolicyFinder(arcom.station, arcom.settings);
    await deliverBatch(arcom.station, source, { channel: 'media', origin: 'disc' }, findPolicy);
    expect((await send(tmg, outer, second.path)).receipts).toMatchObject([{ outcome: 'held' }]);
    expect(await pull(arcom, inner)).toEqual(['accepted']);
    expect(filesOf(gate)).toEqual([
      { state: 'accepted', file: null },
      { state: 'accepted', file: null },
    ]);
    expect(await send(tmg, outer, first.path)).toMatchObject({ bytes: 0, receipts: [{ outcome: 'accepted' }] });
  });

  it('hands on nothing to anybody else', async () => {
    const { tmg, outer } = await createGatewayScene();
    const { digest } = await pack(tmg);
    expect(await codeOf(() => fetchWaiting(outer))).toBe('not-permitted');
    expect(await codeOf(() => fetchBatch(outer, { name: 'x', manifest: digest, bytes: 1 }, noFile))).toBe(
      'not-permitted',
    );
    const forged = { document: new Uint8Array(2), signature: new Uint8Array(2) };
    expect(await codeOf(() => handReceipt(outer, forged))).toBe('not-permitted');
  });

  it('takes no receipt that its principal did not sign, its own included', async () => {
    const { tmg, gate, outer, inner } = await createGatewayScene();
    const { digest, path } = await pack(tmg);
    await send(tmg, outer, path);
    const rows = rawLedger(gate.station).prepare('SELECT document, signature FROM receipts').all();
    const own = rows[0] as unknown as Parameters<typeof handReceipt>[1];
    const document = Uint8Array.from(own.document);
    document[document.length - 5]! ^= 1;
    expect(await codeOf(() => handReceipt(inner, { ...own, document }))).toBe('request-invalid');
    expect(filesOf(gate)).toMatchObject([{ file: 'inbox/tmg.arcom.music.000001.scelle' }]);
    await handReceipt(inner, own);
    expect(filesOf(gate)).toMatchObject([{ file: 'inbox/tmg.arcom.music.000001.scelle' }]);
    expect(digest).toHaveLength(64);
  });

  it('reads no deep document, and no long one where none can be', async () => {
    const { arcom, served } = await createGatewayScene();
    const { port } = served.receiver;
    const deep = await rawRequest(port, arcom.identity, {
      method: 'POST',
      path: '/v1/receipts',
      body: '['.repeat(20_000_000),
    });
    expect(deep.body).toMatchObject({ code: 'request-invalid', details: { field: 'document' } });
    const long = await rawRequest(port, arcom.identity, {
      method: 'POST',
      path: '/v1/notices',
      body: ' '.repeat(70_000),
    });
    expect({ status: long.status, code: long.body.code }).toEqual({ status: 413, code: 'announcement-too-large' });
  });

  it('obeys a suspension that its principal hands on', async () => {
    const { tmg, arcom, outer, inner } = await createGatewayScene();
    const { path } = await pack(tmg);
    const decision = { peer: 'tmg', state: 'suspended', reference: '2011-17', reason: 'open server' } as const;
    await issueNotice(arcom.station, { ...decision, signer: await signingKey(arcom) });
    for (const notice of await listNoticesToHandOn(arcom.station)) await handNotice(inner, notice);
    expect(await codeOf(() => send(tmg, outer, path))).toBe('channel-suspended');
  });

  it('is fetched from over a connection that breaks', async () => {
    const { tmg, arcom, gate, served, outer } = await createGatewayScene();
    await send(tmg, outer, (await pack(tmg)).path);
    let calls = 0;
    const proxy = await startCuttingProxy(served.receiver.port, () => (calls++ < 3 ? 900 : null));
    const broken = connect(arcom, gate, proxy.port);
    for (let attempt = 0; attempt < 3; attempt += 1) await fetchWaiting(broken).catch(() => undefined);
    expect(await pull(arcom, broken)).toEqual(['accepted']);
  });
});

describe('a principal that asks for a large batch and reads nothing of it', () => {
  /** Its connection, once the batch begins to come. */
  async function ask(limits: Partial<ReceiverLimits>, times: number) {
    const { tmg, arcom, gate, served } = await createGatewayScene(limits);
    const options = { bytes: 32 << 20 };
    const { path, digest } = await writeSealedFile(await temporaryFolder(), { from: tmg, to: arcom }, options);
    await using source = await openFileSource(path);
    const findPolicy = createPolicyFinder(gate.station, gate.settings);
    await deliverBatch(gate.station, source, { channel: 'network', origin: 'tmg' }, findPolicy);
    const socket = await rawConnection(served.receiver.port, arcom.identity);
    socket.write(`GET /v1/inbox/${digest} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(times));
    await once(socket, 'readable');
    return served;
  }

  it('is cut off', async () => {
    const { events } = await ask({ bodyInterval: 200, bodyBytes: 1 }, 1);
    while (!events.some(({ event }) => event === 'connection-cut')) await setImmediate();
    expect(events).toContainEqual({ event: 'connection-cut', peer: 'arcom' });
  });

  it.each([1, 2])('does not keep the gateway from its end, where it asks %d times', async (times) => {
    const { receiver, events } = await ask({}, times);
    await receiver.stop();
    expect(events.at(-1)).toEqual({ event: 'stopped' });
  });
});

const noFile = { size: async () => 0, append: async () => undefined };

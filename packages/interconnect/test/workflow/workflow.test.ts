import { readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { createInbox, createOutbox } from '@scelle/station';
import { describe, expect, it, vi } from 'vitest';
import { type Inbox, type Outbox, pullInbox, sendOutbox, syncOutbox, watchOutbox } from '../../src/index.ts';
import { createGatewayScene } from '../support/gateway-scene.ts';
import { createScene, type Party, pack } from '../support/parties.ts';

/** The outbox of a party that reaches another one at a port of this machine. */
function outboxOf({ station, settings }: Party, to: Party, port: number): Outbox {
  const remote = { address: `https://127.0.0.1:${port}`, certificates: [to.identity.der] };
  return { ...createOutbox(station, settings), findRemote: async (name) => ({ name, ...remote }) };
}

describe('an outbox', () => {
  it('is sent, and each batch is told of as it goes', async () => {
    const { tmg, arcom, served } = await createScene();
    const outbox = outboxOf(tmg, arcom, served.receiver.port);
    for (let batch = 0; batch < 2; batch += 1) await pack(tmg);
    const told: string[] = [];
    const { peers, error } = await syncOutbox(outbox, {
      on: {
        sending: ({ name }) => told.push(`${name} goes`),
        sent: ({ name, outcome }) => told.push(`${name} ${outcome}`),
      },
    });
    expect(error).toBeUndefined();
    expect(peers).toMatchObject([{ sending: { peer: 'arcom', suspension: null }, fetched: { refused: [] } }]);
    expect(told).toEqual([
      'tmg.arcom.music.000001 goes',
      'tmg.arcom.music.000001 accepted',
      'tmg.arcom.music.000002 goes',
      'tmg.arcom.music.000002 accepted',
    ]);
    expect((await sendOutbox(outbox)).peers).toEqual([]);
  });

  it('is left where a signal comes, and goes on with the next run', async () => {
    const { tmg, arcom, served } = await createScene();
    const outbox = outboxOf(tmg, arcom, served.receiver.port);
    await pack(tmg);
    await sendOutbox(outbox);
    const before = await settledDescriptors();
    for (let batch = 0; batch < 2; batch += 1) await pack(tmg);
    let held = 0;
    const stopping = new AbortController();
    const { signal } = stopping;
    const stopped = await sendOutbox(outbox, {
      signal,
      on: {
        sending: () => {
          held = descriptors();
          stopping.abort();
        },
      },
    });
    expect(stopped.peers).toMatchObject([
      { batches: [{ outcome: 'failed', error: { code: 'transfer-stopped' } }, { outcome: 'left' }] },
    ]);
    // Both ends are in this process: neither keeps a connection, the batch, or what came of it open.
    expect(held).toBeGreaterThan(before);
    await vi.waitFor(() => expect(descriptors()).toBeLessThanOrEqual(before), { timeout: 5000 });
    const { peers } = await sendOutbox(outbox);
    expect(peers).toMatchObject([{ batches: [{ outcome: 'accepted' }, { outcome: 'accepted' }] }]);
  });

  it('is watched until a signal comes', async () => {
    const { tmg, arcom, served } = await createScene();
    await pack(tmg);
    const stopping = new AbortController();
    const rounds: object[] = [];
    await watchOutbox(outboxOf(tmg, arcom, served.receiver.port), {
      signal: stopping.signal,
      onRound(peers) {
        rounds.push(...peers);
        stopping.abort();
      },
    });
    expect(rounds).toMatchObject([{ batches: [{ outcome: 'accepted' }] }]);
  });

  it('names what is unknown before anybody is called', async () => {
    const { tmg, arcom } = await createScene();
    const outbox = outboxOf(tmg, arcom, 1);
    await expect(sendOutbox(outbox, { names: ['tmg.arcom.music.000009'] })).rejects.toMatchObject({
      code: 'batch-unknown',
    });
    await expect(sendOutbox(outbox, { recipient: 'nobody' })).rejects.toMatchObject({ code: 'peer-unknown' });
  });
});

describe('an inbox', () => {
  it('is pulled from a gateway, and each batch is told of; who is no gateway is not called', async () => {
    const { tmg, arcom, gate, served } = await createGatewayScene();
    await pack(tmg);
    await sendOutbox(outboxOf(tmg, gate, served.receiver.port));
    const remote = { address: `https://127.0.0.1:${served.receiver.port}`, certificates: [gate.identity.der] };
    const honest = createInbox(arcom.station, arcom.settings);
    const inbox: Inbox = { ...honest, findRemote: async (name) => ({ name, ...remote }) };
    const told: string[] = [];
    const { batches, handedOn, error } = await pullInbox(inbox, 'gate', {
      on: { pulled: ({ name, outcome }) => told.push(`${name} ${outcome}`) },
    });
    expect({ error, receipts: handedOn.receipts }).toEqual({ error: undefined, receipts: 1 });
    expect(batches).toMatchObject([{ outcome: 'accepted' }]);
    expect(told).toEqual(['tmg.arcom.music.000001 accepted']);
    await expect(pullInbox(honest, 'tmg')).rejects.toMatchObject({ code: 'gateway-unknown' });
  });
});

function descriptors(): number {
  return readdirSync('/proc/self/fd').length;
}

/** Once what a call before has closed is gone. */
async function settledDescriptors(): Promise<number> {
  const last = descriptors();
  await setTimeout(200);
  return descriptors() < last ? settledDescriptors() : last;
}

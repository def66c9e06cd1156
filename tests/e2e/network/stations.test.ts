import { describe, expect, it } from 'vitest';
import { allowSingleHost, createNetworkScene, handOutCard, packing, succeed, useResident } from './network-scene.ts';

useResident();

const collector = { folder: 'tmg', options: '--name tmg --role collector' };
const authority = { folder: 'arcom', options: '--name arcom --role authority' };

describe('a day over the network', () => {
  it('on a single host: packed, sent, opened, acknowledged', async () => {
    const scene = await createNetworkScene(collector, authority);
    expect(await scene.show('serve --station arcom --listen 127.0.0.1:0')).toEqual([
      expect.stringContaining('an opening key lies on this host'),
      '[2]',
    ]);
    await allowSingleHost(scene, 'arcom');
    const receiver = await scene.serve('arcom');
    await succeed(scene, `card --address https://127.0.0.1:${receiver.port} --station arcom`);
    await handOutCard(scene, 'arcom', 'tmg');
    await handOutCard(scene, 'tmg', 'arcom');
    for (let day = 0; day < 2; day += 1) await succeed(scene, packing);
    expect(await scene.show('send --pending --station tmg')).toEqual([
      'tmg.arcom.music.000001: delivered (N B sent)',
      'tmg.arcom.music.000002: delivered (N B sent)',
    ]);
    expect(await scene.show('send --station tmg')).toEqual(['Everything in the outbox is acknowledged.']);
    await succeed(scene, 'process --station arcom');
    expect(await scene.show('sync --station tmg')).toEqual([
      'tmg.arcom.music.000001: verification accepted',
      'tmg.arcom.music.000002: verification accepted',
      'arcom: batches delivered: 0; waiting: 0; receipts fetched: 2.',
    ]);
    expect(await scene.show('status --station tmg')).toEqual(['tmg (collector)', 'to arcom, music: 2 packed']);
    expect((await receiver.stop()).status).toBe(0);
    await succeed(scene, packing);
    expect(await scene.show('sync --station tmg --json')).toContain('[4]');
    for (const station of ['tmg', 'arcom']) await succeed(scene, `custody verify --station ${station}`);
  }, 120_000);

  it('through a gateway, which can open nothing', async () => {
    const gateway = { folder: 'gate', options: '--name gate --role gateway --for arcom' };
    const scene = await createNetworkScene(collector, authority, gateway);
    const receiver = await scene.serve('gate');
    await succeed(scene, `card --address https://127.0.0.1:${receiver.port} --station gate`);
    await handOutCard(scene, 'gate', 'arcom');
    await succeed(scene, 'card --gateway gate --station arcom');
    await handOutCard(scene, 'arcom', 'tmg', 'gate');
    await handOutCard(scene, 'tmg', 'arcom', 'gate');
    await succeed(scene, packing);
    expect(await scene.show('sync --station tmg')).toEqual([
      'tmg.arcom.music.000001: delivered (N B sent)',
      'arcom: batches delivered: 1; waiting: 0; receipts fetched: 0.',
    ]);
    expect(await scene.show('serve --station gate')).toEqual([
      expect.stringContaining('scelle serve runs for this station already'),
      '[4]',
    ]);
    for (const [station, peer] of [
      ['gate', 'tmg'],
      ['arcom', 'gate'],
    ]) {
      expect(await scene.show(`channel suspend ${peer} --reference x --reason y --station ${station}`)).toEqual([
        expect.stringContaining('gate is a gateway'),
        '[2]',
      ]);
    }
    expect(await scene.show('status --station gate')).toEqual([
      'gate (gateway)',
      'from tmg, music: next 2',
      '  1 to be fetched (scelle pull)',
    ]);
    expect(await scene.show('pull gate --station arcom')).toEqual([
      'tmg.arcom.music.000001: accepted',
      'gate: batches fetched: 1; receipts handed on: 1.',
    ]);
    expect(await scene.show('process --station arcom')).toEqual(['tmg.arcom.music.000001: accepted; 5 records']);
    expect(await scene.show('pull gate --station arcom')).toEqual(['gate: batches fetched: 0; receipts handed on: 1.']);
    expect(await scene.show('sync --station tmg')).toEqual([
      'tmg.arcom.music.000001: delivery accepted',
      'tmg.arcom.music.000001: verification accepted',
      'arcom: batches delivered: 0; waiting: 0; receipts fetched: 2.',
    ]);
    expect(await scene.show('status --station gate')).toEqual(['gate (gateway)', 'from tmg, music: next 2']);
    expect((await receiver.stop()).status).toBe(0);
    for (const station of ['tmg', 'arcom', 'gate']) await succeed(scene, `custody verify --station ${station}`);
  }, 120_000);
});

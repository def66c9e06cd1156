import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  allowSingleHost,
  createNetworkScene,
  handOutCard,
  type NetworkScene,
  packing,
  succeed,
  useResident,
} from './network-scene.ts';

useResident();

const refused =
  'tmg.arcom.music.000001: rejected by a decision (batch-over-records). Correct what the codes say: scelle pack … --to arcom --stream music --replaces 1';

async function setLimit({ folder }: NetworkScene, station: string): Promise<void> {
  const file = join(folder, station, 'scelle.toml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/max-batch-records = \d+/, 'max-batch-records = 3'));
}

async function writeLess({ folder }: NetworkScene): Promise<string> {
  const lines = (await readFile(join(folder, 'day.jsonl'), 'utf8')).split('\n').slice(0, 3);
  await writeFile(join(folder, 'less.jsonl'), `${lines.join('\n')}\n`);
  return packing.replace('day.jsonl', 'less.jsonl');
}

describe('a batch that is refused before it comes', () => {
  it('is rejected by a decision that its sender gets, and the stream goes on with the one that replaces it', async () => {
    const scene = await createNetworkScene(
      { folder: 'tmg', options: '--name tmg --role collector' },
      { folder: 'arcom', options: '--name arcom --role authority' },
    );
    await allowSingleHost(scene, 'arcom');
    await setLimit(scene, 'arcom');
    const receiver = await scene.serve('arcom');
    await succeed(scene, `card --address https://127.0.0.1:${receiver.port} --station arcom`);
    await handOutCard(scene, 'arcom', 'tmg');
    await handOutCard(scene, 'tmg', 'arcom');
    await succeed(scene, packing);

    expect(await scene.show('sync --station tmg')).toEqual([
      refused,
      'arcom: batches delivered: 0; waiting: 1; receipts fetched: 0.',
      '[1]',
    ]);
    expect(await scene.show('status --station tmg')).toEqual([
      'tmg (collector)',
      'to arcom, music: 1 packed',
      '  rejected: 1',
      '    1 is refused by a decision (batch-over-records).',
      '    Correct what the codes say: scelle pack … --to arcom --stream music --replaces 1',
      'Something needs a person.',
      '[5]',
    ]);
    await succeed(scene, `${await writeLess(scene)} --replaces 1`);
    expect((await scene.show('sync --station tmg'))[0]).toBe('tmg.arcom.music.000002: delivered (N B sent)');
    expect((await scene.show('process --station arcom'))[0]).toBe('tmg.arcom.music.000002: accepted; 3 records');
    for (const station of ['tmg', 'arcom']) await succeed(scene, `custody verify --station ${station}`);
    expect((await scene.show('custody show tmg.arcom.music.000001 --station tmg')).join('\n')).toContain(
      'decision-added',
    );
    await receiver.stop();
  }, 120_000);

  it('is rejected by the gateway in the name of its principal, who knows it before the next one comes', async () => {
    const scene = await createNetworkScene(
      { folder: 'tmg', options: '--name tmg --role collector' },
      { folder: 'arcom', options: '--name arcom --role authority' },
      { folder: 'gate', options: '--name gate --role gateway --for arcom' },
    );
    await setLimit(scene, 'gate');
    const receiver = await scene.serve('gate');
    await handOutCard(scene, 'arcom', 'gate');
    await succeed(scene, `card --address https://127.0.0.1:${receiver.port} --station gate`);
    await handOutCard(scene, 'gate', 'arcom');
    await succeed(scene, 'card --gateway gate --station arcom');
    await handOutCard(scene, 'arcom', 'gate', 'tmg');
    await handOutCard(scene, 'tmg', 'gate', 'arcom');
    await succeed(scene, packing);

    expect((await scene.show('sync --station tmg'))[0]).toBe(refused);
    await succeed(scene, `${await writeLess(scene)} --replaces 1`);
    await succeed(scene, 'sync --station tmg');
    expect(await scene.show('pull gate --station arcom')).toEqual([
      'tmg.arcom.music.000001: refused at the gateway, and rejected (batch-over-records)',
      'tmg.arcom.music.000002: accepted',
      'gate: batches fetched: 1; receipts handed on: 1.',
    ]);
    expect(await scene.show('pull gate --station arcom')).toEqual(['gate: batches fetched: 0; receipts handed on: 0.']);
    for (const station of ['tmg', 'gate', 'arcom']) await succeed(scene, `custody verify --station ${station}`);
    await receiver.stop();
  }, 120_000);
});

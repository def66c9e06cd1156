import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packNext } from '../../faults/station-work.ts';
import {
  allowSingleHost,
  createNetworkScene,
  handOutCard,
  type NetworkScene,
  succeed,
  useResident,
} from './network-scene.ts';

useResident();

const decision = '--reference 2011-17 --reason open-server --station arcom';

describe('an interconnection that is suspended for two weeks', () => {
  it('loses nothing and doubles nothing: discs fill the gap, one of them is lost, and the rest comes by the network', async () => {
    const scene = await createNetworkScene(
      { folder: 'tmg', options: '--name tmg --role collector' },
      { folder: 'arcom', options: '--name arcom --role authority' },
    );
    await allowSingleHost(scene, 'arcom');
    const receiver = await scene.serve('arcom');
    await succeed(scene, `card --address https://127.0.0.1:${receiver.port} --station arcom`);
    await handOutCard(scene, 'arcom', 'tmg');
    await handOutCard(scene, 'tmg', 'arcom');

    await packDays(scene, 2);
    await succeed(scene, 'sync --station tmg');
    await succeed(scene, `channel suspend tmg ${decision}`);

    await packDays(scene, 7);
    expect(await scene.show('sync --station tmg')).toEqual([
      ...[3, 4, 5, 6, 7, 8, 9].map((day) => `tmg.arcom.music.00000${day}: not sent: the channel is suspended`),
      'arcom: the network channel is suspended by arcom since TIME (2011-17: open-server).',
      'Until it is resumed, hand over on discs:',
      '  scelle media write --pending --to arcom --spare-discs 1 --iso --out parcel',
      'arcom: batches delivered: 0; waiting: 7; receipts fetched: 0.',
      '[3]',
    ]);
    await succeed(scene, 'media write --pending --to arcom --disc 1450K --station tmg --out week-1');
    await packDays(scene, 7);
    await succeed(scene, 'media write --pending --to arcom --disc 1450K --station tmg --out week-2');

    // The first parcel is lost. What is on the second waits for it, and is known to be there.
    await rm(join(scene.folder, 'week-1'), { recursive: true });
    const second = await readDiscs(scene, 'week-2');
    expect(second.filter((line) => /: held /.test(line))).toHaveLength(7);
    await scene.scelle('sync --station tmg');
    await succeed(scene, 'media write --pending --again --to arcom --disc 1450K --station tmg --out week-1-again');
    const again = await readDiscs(scene, 'week-1-again');
    expect(again.filter((line) => /^tmg\.arcom\S+: accepted/.test(line))).toHaveLength(7);
    expect(again.filter((line) => /was waiting: accepted/.test(line))).toHaveLength(7);

    await packDays(scene, 2);
    await succeed(scene, `channel resume tmg ${decision}`);
    const resumed = await scene.show('sync --station tmg');
    expect(resumed.filter((line) => line.includes(' sent)'))).toEqual([
      'tmg.arcom.music.000017: delivered (N B sent)',
      'tmg.arcom.music.000018: delivered (N B sent)',
    ]);
    expect(await filesOf(scene, 'arcom/inbox')).toEqual(await filesOf(scene, 'tmg/outbox'));
    expect(await scene.show('status --station tmg')).toEqual(['tmg (collector)', 'to arcom, music: 18 packed']);
    for (const station of ['tmg', 'arcom']) await succeed(scene, `custody verify --station ${station}`);
    expect(await storyOf(scene, 'tmg')).toEqual(await storyOf(scene, 'arcom'));
    await receiver.stop();
  }, 180_000);
});

async function packDays({ folder }: NetworkScene, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) await packNext({ folder });
}

async function readDiscs(scene: NetworkScene, parcel: string): Promise<readonly string[]> {
  const discs = (await readdir(join(scene.folder, parcel))).filter((name) => name.startsWith('disc-'));
  return scene.show(`media read ${discs.map((disc) => `${parcel}/${disc}`).join(' ')} --station arcom`);
}

/** Names and contents of the files in a folder. */
async function filesOf({ folder }: NetworkScene, name: string): Promise<Readonly<Record<string, string>>> {
  const files = (await readdir(join(folder, name))).filter((file) => file.endsWith('.scelle')).sort();
  const contents = await Promise.all(files.map((file) => readFile(join(folder, name, file), 'base64')));
  return Object.fromEntries(files.map((file, index) => [file, contents[index]!]));
}

/** What the custody log of a station says of the channel and of which batches arrived, in their order. */
async function storyOf(scene: NetworkScene, station: string): Promise<object> {
  const file = `${station}.jsonl`;
  await succeed(scene, `custody export --out ${file} --station ${station}`);
  const lines = (await readFile(join(scene.folder, file), 'utf8')).trimEnd().split('\n');
  const entries = lines.map(
    (line) => JSON.parse(line) as { act: string; details: Record<string, unknown>; batch: { sequence: number } | null },
  );
  const channel = entries.filter(({ act }) => act.startsWith('channel-')).map(({ act, details }) => ({ act, details }));
  const arrived = entries.filter(({ act }) => act === 'batch-received' || act === 'receipt-added');
  return { channel, batches: [...new Set(arrived.map(({ batch }) => batch!.sequence))].sort((a, b) => a - b) };
}

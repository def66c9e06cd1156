import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { sum } from '../faults/count-sent-twice.ts';
import { startThrottledProxy } from '../faults/throttled-proxy.ts';
import { type Command, thisVersion, useOldCommand } from './commands.ts';
import { fixtureSets } from './fixture-sets.ts';
import { createPeers } from './peers.ts';

describe.each(fixtureSets)('the command of $version as a live peer on the line', (set) => {
  const old = useOldCommand(set);
  const sides: readonly (readonly [string, Command, Command])[] = [
    ['sends', old, thisVersion],
    ['receives', thisVersion, old],
  ];

  it.each(sides)('%s, goes on where an upload was cut, and keeps to a suspension', async (_, sender, receiver) => {
    const { folder, run, succeed, serve, pack, handOutCard } = await createPeers({
      tmg: { role: 'collector', command: sender },
      arcom: { role: 'authority', command: receiver },
    });
    await using line = await startThrottledProxy(await serve('arcom'), 200_000);
    await succeed('arcom', `card --address https://127.0.0.1:${line.port}`);
    await handOutCard('arcom', 'tmg');
    await handOutCard('tmg', 'arcom');

    await pack();
    const sent = succeed('tmg', 'send');
    // The batch is of 55 kB.
    await vi.waitUntil(async () => (await measureUpload(join(folder, 'arcom'))) > 20_000, {
      interval: 5,
      timeout: 30_000,
    });
    const before = line.delivered().length;
    line.cut();
    expect(await sent).toContain('tmg.arcom.music.000001: delivered');
    expect(sum(line.delivered().slice(before))).toBeLessThan(45_000);
    expect(await succeed('arcom', 'process')).toContain('000001: accepted');
    expect(await succeed('tmg', 'sync')).toContain('000001: verification accepted');

    await pack();
    await succeed('arcom', 'channel suspend tmg --reference 2011-17 --reason measures');
    const suspended = await run('tmg', 'sync');
    expect(suspended).toContain('suspended by arcom');
    expect(suspended).toMatch(/\[3\]$/);
    await succeed('arcom', 'channel resume tmg --reference 2011-42 --reason verified');
    expect(await succeed('tmg', 'sync')).toContain('000002: delivered');
    expect(await succeed('tmg', 'channel show arcom')).toMatch(/^arcom {2}open/);
    for (const name of ['tmg', 'arcom'] as const) await succeed(name, 'custody verify');
  });

  const hosts: readonly (readonly [string, Command, Command, Command])[] = [
    ['is the gateway of a sender and an authority of this version', thisVersion, old, thisVersion],
    ['is sender and authority at a gateway of this version', old, thisVersion, old],
  ];

  it.each(hosts)('%s', async (_, sender, gateway, authority) => {
    const { succeed, serve, pack, handOutCard } = await createPeers({
      tmg: { role: 'collector', command: sender },
      gate: { role: 'gateway --for arcom', command: gateway },
      arcom: { role: 'authority', command: authority },
    });
    await succeed('gate', `card --address https://127.0.0.1:${await serve('gate')}`);
    await handOutCard('gate', 'arcom');
    await succeed('arcom', 'card --gateway gate');
    await handOutCard('arcom', 'tmg', 'gate');
    await handOutCard('tmg', 'arcom', 'gate');

    await pack();
    expect(await succeed('tmg', 'sync')).toContain('000001: delivered');
    expect(await succeed('arcom', 'pull gate')).toContain('batches fetched: 1; receipts handed on: 1.');
    expect(await succeed('arcom', 'process')).toContain('000001: accepted; 3 records');
    expect(await succeed('arcom', 'pull gate')).toContain('receipts handed on: 1.');
    expect(await succeed('tmg', 'sync')).toContain('000001: verification accepted');
    expect(await succeed('tmg', 'status')).not.toContain('not acknowledged');
    for (const name of ['tmg', 'gate', 'arcom'] as const) await succeed(name, 'custody verify');
  });
});

/** How much of the only upload has come. */
async function measureUpload(station: string): Promise<number> {
  const uploads = join(station, 'uploads');
  const name = (await readdir(uploads).catch(() => [])).find((each) => /^[0-9a-f]{64}$/.test(each));
  return name === undefined ? 0 : (await stat(join(uploads, name))).size;
}

import { readdir, readlink, rm, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFile } from '@scelle/core';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { findStation, requireStation } from '../../src/home/layout.ts';
import { withStationLock } from '../../src/home/station-lock.ts';
import { initStation } from '../../src/init-station.ts';
import { openStation } from '../../src/open-station.ts';
import { codeOf } from '../support/code-of.ts';
import { createTestStation } from '../support/test-station.ts';

const station = { name: 'tmg', role: 'collector', passphrase: null } as const;

describe('making a station', () => {
  it('gives a private folder with everything in it', async () => {
    const root = join(await temporaryFolder(), 'desk');
    await initStation(root, station);
    const names = ['held', 'inbox', 'keys', 'ledger.db', 'outbox', 'peers', 'quarantine', 'receipts', 'scelle.toml'];
    expect((await readdir(root)).filter((name) => !name.startsWith('ledger.db-'))).toEqual(names);
    expect((await stat(root)).mode & 0o777).toBe(0o700);
    const modes = await Promise.all((await readdir(join(root, 'keys'))).map((name) => stat(join(root, 'keys', name))));
    expect(modes.every(({ mode }) => (mode & 0o777) === 0o600)).toBe(true);
  });

  it('changes nothing where the folder exists and is not empty', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'mine'), '');
    expect(await codeOf(() => initStation(folder, station))).toBe('station-exists');
    expect(await readdir(folder)).toEqual(['mine']);
  });

  it('gives the exposed host of an authority no opening key, and the key of delivery receipts alone', async () => {
    const root = join(await temporaryFolder(), 'gate');
    await initStation(root, { ...station, role: 'gateway' });
    const keys = await readdir(join(root, 'keys'));
    expect(keys.filter((name) => /opening|verification|import/.test(name))).toEqual([]);
    expect(keys).toContain('delivery.key');
  });
});

describe('a station', () => {
  it('is found from any folder in it, and by no other', async () => {
    const { root } = await createTestStation('tmg', 'collector');
    expect(findStation(join(root, 'keys'))).toBe(root);
    const elsewhere = await temporaryFolder();
    expect(await codeOf(() => findStation(elsewhere))).toBe('station-not-found');
    expect(await codeOf(() => requireStation(join(root, 'keys')))).toBe('station-not-found');
  });

  it('is changed by one process at a time, and the other is told after a while', async () => {
    const { station: own } = await createTestStation('tmg', 'collector');
    const unlock = await lockFile(own.layout.lockTarget);
    expect(await codeOf(() => withStationLock(own.layout, async () => undefined, 100))).toBe('station-busy');
    await unlock();
    expect(await withStationLock(own.layout, async () => 'done', 100)).toBe('done');
  });

  it('lets what one process does at once wait in a queue, however long it is', async () => {
    const { station: own } = await createTestStation('tmg', 'collector');
    const order: number[] = [];
    const turns = [1, 2, 3].map((turn) =>
      withStationLock(
        own.layout,
        async () => {
          order.push(turn);
          if (turn === 2) throw new Error('the second fails');
        },
        1,
      ),
    );
    expect((await Promise.allSettled(turns)).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(order).toEqual([1, 2, 3]);
  });

  it('takes over the lock of a process that has ended', async () => {
    const { station: own } = await createTestStation('tmg', 'collector');
    const lock = `${own.layout.lockTarget}.lock`;
    await withStationLock(own.layout, async () => {
      const mark = await readlink(lock);
      await unlink(lock);
      await symlink(mark.replace(/-\d+-/, '-4194305-'), lock);
    }).catch(() => undefined);
    expect(await withStationLock(own.layout, async () => 'done', 100)).toBe('done');
  });

  it('says what is missing of it', async () => {
    const { station: own, root } = await createTestStation('tmg', 'collector');
    own.close();
    await unlink(join(root, 'keys', 'custody.key'));
    expect(await codeOf(() => openStation(root))).toBe('station-incomplete');
    await rm(join(root, 'inbox'), { recursive: true });
    expect(await codeOf(() => openStation(root))).toBe('station-incomplete');
  });
});

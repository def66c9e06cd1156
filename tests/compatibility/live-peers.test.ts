import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Command, thisVersion, useOldCommand } from './commands.ts';
import { fixtureSets } from './fixture-sets.ts';
import { createPeers, type Peers } from './peers.ts';

describe.each(fixtureSets)('the command of $version as a live peer', (set) => {
  const old = useOldCommand(set);
  const sides: readonly (readonly [string, Command, Command])[] = [
    ['sends', old, thisVersion],
    ['receives', thisVersion, old],
  ];

  describe.each(sides)('that %s', (_, sender, receiver) => {
    async function introduce() {
      const peers = await createPeers({
        tmg: { role: 'collector', command: sender },
        arcom: { role: 'authority', command: receiver },
      });
      await peers.handOutCard('tmg', 'arcom');
      await peers.handOutCard('arcom', 'tmg');
      return peers;
    }

    it('hands over files and receipts, up to the import and the purge', async () => {
      const peers = await introduce();
      const { run, succeed, folder } = peers;
      for (let day = 0; day < 2; day += 1) await peers.pack();
      expect(await run('arcom', `receive ${batch(2)}`)).toContain('held (sequence-gap)');
      expect(await succeed('arcom', `receive ${batch(1)}`)).toContain('tmg, music 2 was waiting: accepted');
      expect(await succeed('arcom', 'process')).toBe(
        'tmg.arcom.music.000001: accepted; 3 records\ntmg.arcom.music.000002: accepted; 3 records',
      );
      await succeed('arcom', 'import --pending');
      await succeed('arcom', `receipt export --to tmg --out ${folder}`);
      const receipts = (await readdir(folder)).filter((name) => /^tmg\.arcom.*\.json$/.test(name));
      expect(receipts).toHaveLength(6);
      expect(await succeed('tmg', `receipt add ${receipts.join(' ')}`)).toContain('the batch is imported');
      expect(await succeed('tmg', 'status')).not.toContain('not acknowledged');
      await requireIntact(peers);
    });

    it('writes and reads discs, of which one is lost, and their receipts', async () => {
      const peers = await introduce();
      const { succeed, folder } = peers;
      for (let day = 0; day < 2; day += 1) await peers.pack();
      await succeed('tmg', 'media write --pending --to arcom --disc cd --spare-discs 1 --out parcel');
      await rm(join(folder, 'parcel/disc-01-of-02'), { recursive: true });
      const read = await succeed('arcom', 'media read parcel/disc-02-of-02');
      expect(read.match(/: accepted/g)).toHaveLength(2);
      await succeed('arcom', 'process');
      await succeed('arcom', 'media write --receipts tmg --disc cd --out back');
      const back = await succeed('tmg', 'media read back/disc-01-of-01');
      expect(back.match(/the batch is verified/g)).toHaveLength(2);
      await requireIntact(peers);
    });
  });
});

function batch(sequence: number): string {
  return `tmg/outbox/tmg.arcom.music.00000${sequence}.scelle`;
}

async function requireIntact(peers: Peers<'tmg' | 'arcom'>): Promise<void> {
  for (const name of ['tmg', 'arcom'] as const) {
    expect(await peers.succeed(name, 'custody verify')).toMatch(/^The custody log is intact/);
  }
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useClockOf } from './commands.ts';
import { fixtureSets } from './fixture-sets.ts';
import { openScene } from './open-scene.ts';

describe.each(fixtureSets)('discs, made by $version', (set) => {
  const scelle = useClockOf(set);
  const open = () => openScene(set, 'discs', scelle);

  it('are checked and read, as folders and as images, with one lost', async () => {
    const { run, folder } = await open();
    const signer = '--signer tmg=tmg/keys/signing.pub';
    expect(
      await run(`media check parcel/disc-01-of-03 parcel/disc-02-of-03.iso parcel/disc-03-of-03 ${signer}`),
    ).toMatch(/^WHOLE\n(.*\n)*.*verified with a key that was given/);
    await rm(join(folder, 'parcel/disc-02-of-03.iso'));
    const images = 'parcel/disc-01-of-03.iso parcel/disc-03-of-03.iso';
    const read = await run(`media read ${images} --out plain ${signer} --recipient arcom`);
    expect(read).toMatch(/^DAMAGED, BUT RECOVERABLE/);
    for (const sequence of [2, 3]) {
      const file = `tmg.arcom.music.00000${sequence}.scelle`;
      expect(await run(`verify plain/${file} ${signer} --identity arcom/keys/opening.identity`)).toContain(
        '✓ ACCEPTED',
      );
    }
  });

  it('that were read in part are read to the end, and what was held follows', async () => {
    const { run, succeed } = await open();
    // The set with a hole is still waiting for its patch.
    const read = await run('media read parcel/disc-01-of-03 --station arcom');
    expect(read).toContain('tmg.arcom.music.000002.scelle: accepted');
    expect(read).toContain('tmg, music 3 was waiting: accepted');
    expect(await run('media read patch --station arcom')).toContain('tmg.arcom.music.000004.scelle: accepted');
    expect((await run('process --station arcom')).match(/: accepted/g)).toHaveLength(3);
    await succeed('media write --receipts tmg --disc cd --out again --station arcom');
    const back = await run('media read back/disc-01-of-01 again/disc-01-of-01 --station tmg');
    expect(back.match(/verification accepted; the batch is verified/g)?.length).toBeGreaterThanOrEqual(4);
  });

  it('that lack a block get it from this version, by a request of that one', async () => {
    const { run, succeed } = await open();
    await succeed('media patch --request missing.json --station tmg --out again');
    expect(await run('media read again --station arcom')).toMatch(/tmg\.arcom\.music\.000004\.scelle: held/);
  });
});

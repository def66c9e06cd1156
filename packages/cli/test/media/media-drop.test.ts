import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readMediaSet } from '@scelle/media';
import { initStation, openStation } from '@scelle/station';
import { rawLedger, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { forgeDescription } from '../../../media/test/support/forged-disc.ts';
import { openEach } from '../../../media/test/support/reading.ts';
import { writeSmallSet } from '../../../media/test/support/small-set.ts';
import { runScelle } from '../support/run-scelle.ts';

/** A station that has read the first of two discs of one set, and one whose item is not what its description says. */
async function createParties() {
  const folder = await temporaryFolder();
  const root = join(folder, 'arcom');
  await initStation(root, { name: 'arcom', role: 'authority', passphrase: null });
  await mkdir(join(folder, 'lie'));
  const half = await writeSmallSet(folder, [2_500_000], { spareDiscs: 0, label: 'week 47' });
  const lie = await writeSmallSet(join(folder, 'lie'), [2_000], { spareDiscs: 0 });
  const forged = await forgeDescription(lie.discs[0]!.folder, join(folder, 'forged'), (description) => ({
    ...description,
    items: description.items.map((item) => ({ ...item, sha256: '0'.repeat(64) })),
  }));
  await readMediaSet(openEach([half.discs[0]!.folder, forged]), join(root, 'media'), {
    threads: 0,
    deliver: async () => undefined,
    onFailure: () => undefined,
  });
  const run = (...args: readonly string[]) => runScelle([...args, '--station', root], { cwd: root });
  return { root, half, run };
}

interface Sets {
  readonly sets: readonly { readonly key: string; readonly reason: string }[];
}

describe('sets of discs that wait at a station', () => {
  it('are shown by status, each with the command that ends its waiting', async () => {
    const { half, run } = await createParties();
    const { status, stdout } = await run('status', '--json');
    const { sets } = JSON.parse(stdout) as Sets;
    expect(status).toBe(5);
    expect(sets.map(({ reason }) => reason).sort()).toEqual(['item-wrong', 'needs-discs']);
    expect(sets.find(({ key }) => key === half.setKey)).toMatchObject({
      ...{ sender: 'tmg', label: 'week 47', items: 1, neededDiscs: [2] },
      missing: ['tmg.arcom.music.000001.scelle'],
    });
    const wrong = sets.find(({ reason }) => reason === 'item-wrong')!.key;
    const text = (await run('status')).stdout;
    expect(text).toContain(`discs of tmg (week 47), set ${half.setKey}; last read `);
    expect(text).toContain('missing 1 of 1: tmg.arcom.music.000001.scelle; needed: disc 2\n');
    expect(text).toContain('put in the missing discs: scelle media read DRIVE; or, where they are lost,');
    expect(text).toContain(`drop it and ask the sender for another: scelle media drop ${wrong}\n`);
    expect((await run('status', '--lang', 'fr')).stdout).toContain('il faut le disque 2\n');
  });

  it('are dropped with a reason, which the custody log keeps; others stay', async () => {
    const { root, half, run } = await createParties();
    const refused = await run('media', 'drop', 'f'.repeat(32), '--reason', 'none', '--json');
    expect([refused.status, JSON.parse(refused.stdout).error.code]).toEqual([2, 'set-not-waiting']);
    expect((await run('media', 'drop', half.setKey)).status).toBe(2);
    const { sets } = JSON.parse((await run('status', '--json')).stdout) as Sets;
    const wrong = sets.find(({ reason }) => reason === 'item-wrong')!.key;
    const { status, stdout } = await run('media', 'drop', wrong.slice(0, 16), '--reason', 'made anew');
    expect([status, stdout]).toEqual([
      0,
      `What was read of the set ${wrong} of tmg is removed. It stands in the custody log.\n`,
    ]);
    expect(JSON.parse((await run('status', '--json')).stdout)).toMatchObject({ sets: [{ key: half.setKey }] });
    using station = await openStation(root, { readOnly: true });
    const row = rawLedger(station).prepare('SELECT entry FROM custody ORDER BY number DESC LIMIT 1').get();
    expect(JSON.parse(String(row?.['entry']))).toMatchObject({
      ...{ act: 'set-dropped', party: 'tmg', result: 'done' },
      details: { reason: 'made anew', set: wrong, found: 'item-wrong' },
    });
  });
});

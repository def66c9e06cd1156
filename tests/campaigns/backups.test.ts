import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { restoreStation } from '@scelle/station';
import { expect, it } from 'vitest';
import { examineBackups } from './backups.ts';

const seed = Date.now() % 1_000_000;

it(`altered backups of seed ${seed} are refused, or restored with nothing outside of the station`, async () => {
  const { tally, strays } = await examineBackups(14, seed);
  expect(strays).toEqual([]);
  expect(tally.key.refused + tally['ledger path'].refused).toBe(4);
});

it('a restoration that writes beside its folder, or believes any key, is found', async () => {
  const beside: typeof restoreStation = async (root, restoration) => {
    const restored = await restoreStation(root, restoration);
    await writeFile(join(dirname(root), 'victim.txt'), 'altered');
    return restored;
  };
  expect((await examineBackups(0, 1, beside)).strays).toEqual(['the genuine backup is not restored: writes outside']);
});

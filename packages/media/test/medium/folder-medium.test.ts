import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { openFolder } from '../../src/medium/medium.ts';
import { check } from '../support/reading.ts';
import { writeSmallSet } from '../support/small-set.ts';

describe('the folder of a disc', () => {
  it('has no more names read than a disc of ours can have, whatever they name', async () => {
    const folder = await temporaryFolder();
    for (let index = 0; index < 25; index += 1) {
      await mkdir(join(folder, `${index}`));
      await writeFile(join(folder, `${index}`, 'file'), '');
    }
    await using medium = await openFolder(folder, 2);
    expect(medium.extents).toEqual([]);
  });

  it('is read all the same where a subfolder cannot be read', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [3_000], { spareDiscs: 0 });
    const disc = set.discs[0]!.folder;
    const texts = join(disc, 'data', 'manifests');
    // Read as text, the name of this folder is not the one that it has.
    const nameless = Buffer.concat([Buffer.from(`${disc}/data/`), Buffer.from([0xe9])]);
    await rename(texts, nameless);
    const report = await check([disc]);
    await rename(nameless, texts);
    const { damagedBlocks, problems } = report.discs[0]!;
    expect({ answer: report.answer, damagedBlocks }).toEqual({ answer: 'recoverable', damagedBlocks: 0 });
    expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(['file-missing']));
  });
});

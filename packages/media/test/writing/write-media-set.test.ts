import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeWithTools, stockTool, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { checkMedia, type MediaProgress } from '../../src/index.ts';
import { check, openEach } from '../support/reading.ts';
import { writeSmallSet } from '../support/small-set.ts';

describe('writeMediaSet', () => {
  it('writes the same bytes whatever the number of threads, and tells how far it has come', async () => {
    const progress: MediaProgress[] = [];
    const sizes = [3_000_000, 5, 700_000];
    const alone = await writeSmallSet(await temporaryFolder(), sizes);
    const onProgress = (step: MediaProgress) => void progress.push(step);
    const helped = await writeSmallSet(await temporaryFolder(), sizes, { threads: 2, onProgress });
    expect(helped.discs.length).toBe(alone.discs.length);
    for (const [index, { folder }] of alone.discs.entries()) {
      const [one, other] = await Promise.all(
        [folder, helped.discs[index]!.folder].map((disc) => readFile(join(disc, 'tagmanifest-sha256.txt'), 'utf8')),
      );
      expect(other).toBe(one);
    }
    for (const phase of ['content', 'cross', 'parity']) {
      const steps = progress.filter((step) => step.phase === phase);
      expect(steps.at(-1)).toMatchObject({ done: steps[0]!.total, total: steps[0]!.total });
    }
    const [report] = await checkMedia(openEach(helped.discs.map(({ folder }) => folder)), { threads: 2 });
    expect(report!.answer).toBe('whole');
  });

  it('fills the discs evenly, and none beyond what it holds', async () => {
    const bytes = 3_200_000;
    const set = await writeSmallSet(await temporaryFolder(), [2_900_000, 800_000, 800_000], { disc: bytes });
    const contents = set.description.discs.map(({ contentBlocks }) => contentBlocks);
    expect(Math.max(...contents) - Math.min(...contents)).toBeLessThanOrEqual(1);
    for (const disc of set.discs) expect(disc.bytes).toBeLessThan(bytes);
  });

  it('keeps blocks larger than a sector findable, repairable and the same', async () => {
    // So many sectors that blocks have 8 KiB, of which the small files fill only a part.
    const set = await writeSmallSet(await temporaryFolder(), [300_000, 700, 9_000], { disc: 'bd' });
    expect(set.description.blockBytes).toBe(8_192);
    expect((await check(set.discs.map(({ folder }) => folder))).answer).toBe('whole');
    expect((await check([set.discs[1]!.folder])).answer).toBe('recoverable');
  });
});

describeWithTools(['xorriso'], 'images', () => {
  it('fit on the disc, and hold under their names what the folders hold', async () => {
    const bytes = 3_200_000;
    const set = await writeSmallSet(await temporaryFolder(), [2_900_000, 800_000], { disc: bytes, images: true });
    for (const { folder, image } of set.discs) {
      expect((await stat(image!)).size).toBeLessThanOrEqual(bytes);
      const to = join(await temporaryFolder(), 'extracted');
      const { status } = await stockTool('xorriso').run([
        '-osirrox',
        'on',
        '-indev',
        `stdio:${image}`,
        '-extract',
        '/',
        to,
      ]);
      expect(status).toBe(0);
      const [one, other] = await Promise.all(
        [folder, to].map((disc) => readFile(join(disc, 'tagmanifest-sha256.txt'))),
      );
      expect(other).toEqual(one);
      expect((await check([to])).discs.filter(({ seen }) => seen)).toMatchObject([{ damagedBlocks: 0, problems: [] }]);
    }
  });

  it('are found whole with large blocks too', async () => {
    const set = await writeSmallSet(await temporaryFolder(), [300_000, 700, 9_000], { disc: 'bd', images: true });
    expect((await check(set.discs.map(({ image }) => image!))).answer).toBe('whole');
  });
});

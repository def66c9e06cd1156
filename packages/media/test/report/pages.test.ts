import { readFile } from 'node:fs/promises';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { renderMediaReport } from '../../src/index.ts';
import { check } from '../support/reading.ts';
import { writeSmallSet } from '../support/small-set.ts';

/** What a page would load from elsewhere, or run. */
const foreign = /<script|<link|<img|<iframe|url\(|@import|\son[a-z]+=|https?:/i;

describe('the pages', () => {
  it('label each disc, and list what is handed over, in either language', async () => {
    const digestWords = (digest: string) => [`word-${digest.length}`];
    for (const [language, title] of [
      ['en', 'Disc 2 of 2 – spare'],
      ['fr', 'Disque 2 sur 2 – de secours'],
    ] as const) {
      const set = await writeSmallSet(await temporaryFolder(), [2_000], { language, digestWords, label: '<b>&' });
      for (const page of [await readFile(set.labels, 'utf8'), await readFile(set.slip, 'utf8')]) {
        expect(page).toContain(title);
        expect(page).toContain('word-32');
        expect(page).toContain('&lt;b&gt;&amp;');
        // What a selection copies has no places at which lines may end.
        expect(page.replaceAll('<wbr>', '')).toContain(`${set.description.id}-01`);
        expect(page).not.toMatch(foreign);
      }
    }
  });

  it('show every disc with what is lost, restored and missing', async () => {
    const set = await writeSmallSet(await temporaryFolder(), [4_000_000], { spareDiscs: 0 });
    const report = await check([set.discs[0]!.folder]);
    const page = renderMediaReport(report, { language: 'en' });
    expect(page).toContain('MORE DISCS ARE NEEDED');
    expect(page).toContain('needed: disc 2');
    expect(page.match(/<rect class="unseen"/g)!.length).toBeGreaterThan(500);
    expect(page).not.toMatch(foreign);
    expect(renderMediaReport(report, { language: 'fr' })).toContain('IL FAUT D’AUTRES DISQUES');
  });
});

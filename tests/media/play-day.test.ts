import { describeWithTools, temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { playDay } from './play-day.ts';

/** A two-hundredth of a compact disc holds as much of what a day with segments fills; `campaign:discs` plays it whole. */
const SCALE = 200;

describeWithTools(['bash', 'xorriso'], 'a day on discs of which one is lost', () => {
  it('comes back bit for bit from images, folders and by the restorer, and is accepted', {
    timeout: 120_000,
  }, async () => {
    const folder = await temporaryFolder();
    const disc = String(Math.round((359_424 * 2_048) / SCALE));
    const { batch, discs, restored, opened } = await playDay({ folder, records: Math.round(71_613 / SCALE), disc });
    expect(discs).toBeGreaterThan(2);
    expect(restored).toEqual({ fromImages: batch, fromFolders: batch, byRestorer: batch });
    expect(opened).toBe('tmg.arcom.music.000001: accepted; 358 records');
  });
});

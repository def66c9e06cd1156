import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { encodeDescription, toSetKey } from '../../src/format/description.ts';
import { encodeSection } from '../../src/format/section.ts';
import { readMediaSet, type SetDescription } from '../../src/index.ts';
import { dropWaitingSet, listWaitingSets } from '../../src/internal.ts';
import { forgeDescription } from '../support/forged-disc.ts';
import { openEach } from '../support/reading.ts';
import { writeSmallSet } from '../support/small-set.ts';

/** Reads media into a session in the folder, whatever they lack. */
async function readInto(folder: string, media: readonly string[]): Promise<string> {
  const session = join(folder, 'session');
  const options = { threads: 0, deliver: async () => undefined, onFailure: () => undefined };
  await readMediaSet(openEach(media), session, options);
  return session;
}

/** A set of 200 discs of 8 GB without spare ones, each with a batch of its own, like a small one in the rest. */
function enlarge(description: SetDescription): SetDescription {
  const [numbers, parts] = [Array.from({ length: 200 }, (_, index) => index + 1), [0, 1, 2, 3, 4, 5, 6, 7]];
  const [disc, item] = [description.discs[0]!, description.items[0]!];
  const [blockBytes, fileBytes, contentBlocks] = [2_048, 999_999_488, 3_906_248];
  return {
    ...description,
    blockBytes,
    stripe: { data: 40, parity: 15 },
    discs: numbers.map((number) => ({ ...disc, number, contentBlocks })),
    items: numbers.map((number) => ({ ...item, name: `tmg.arcom.b${number}.scelle`, bytes: 8 * fileBytes })),
    pieces: numbers.flatMap((number) =>
      parts.map((part) => ({
        ...{ disc: number, item: number - 1, offset: part * fileBytes, bytes: fileBytes },
        name: `tmg.arcom.b${number}.scelle.part-${part}`,
      })),
    ),
  };
}

describe('sets that wait', () => {
  it('are told at once, also where 200 large discs are awaited', { timeout: 10_000 }, async () => {
    const folder = await temporaryFolder();
    const small = await writeSmallSet(folder, [2_000], { spareDiscs: 0 });
    const bytes = encodeDescription(enlarge(small.description));
    const setKey = toSetKey(bytes);
    await mkdir(join(folder, 'session', setKey), { recursive: true });
    const index = encodeSection({ setKey, kind: 'description', subject: 0 }, 0, bytes);
    await writeFile(join(folder, 'session', setKey, 'index.bin'), index);
    const [waiting] = await listWaitingSets(join(folder, 'session'));
    expect(waiting).toMatchObject({ key: setKey, reason: 'needs-discs' });
    expect(waiting!.neededDiscs).toHaveLength(200);
  });

  it('are told with what is missing, until the missing disc has come', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [2_500_000, 200_000], { spareDiscs: 0 });
    expect(await listWaitingSets(join(folder, 'session'))).toEqual([]);
    const [first, second] = set.discs.map((disc) => disc.folder);
    const session = await readInto(folder, [first!]);
    const before = Date.now();
    const [waiting, ...others] = await listWaitingSets(session);
    expect(others).toEqual([]);
    expect(waiting).toMatchObject({ key: set.setKey, reason: 'needs-discs', neededDiscs: [2] });
    expect(waiting!.description).toEqual(set.description);
    expect(waiting!.missing).toEqual(set.description.items.map(({ name }) => name));
    expect(Math.abs(Date.parse(waiting!.since) - before)).toBeLessThan(60_000);
    await readInto(folder, [second!]);
    expect(await listWaitingSets(session)).toEqual([]);
  });

  it('that lied are told apart, and those of which nothing can be said are told, too', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [2_000, 4_000], { spareDiscs: 0 });
    const forged = await forgeDescription(set.discs[0]!.folder, join(folder, 'forged'), (description) => ({
      ...description,
      items: description.items.map((item, index) => (index === 0 ? { ...item, sha256: '0'.repeat(64) } : item)),
    }));
    const session = await readInto(folder, [forged]);
    const unreadable = 'ab'.repeat(16);
    await mkdir(join(session, unreadable));
    const found = await listWaitingSets(session);
    expect(found).toHaveLength(2);
    expect(found.find(({ key }) => key === unreadable)).toMatchObject({ reason: 'unreadable', description: null });
    expect(found.find(({ key }) => key !== unreadable)).toMatchObject({
      reason: 'item-wrong',
      missing: [set.description.items[0]!.name],
    });
  });

  it('can be dropped one by one, by their first digits, but not unnoted nor while discs are read', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [3_500_000], { spareDiscs: 0 });
    const session = await readInto(folder, [set.discs[0]!.folder]);
    const other = `${set.setKey.slice(0, 8)}${'0'.repeat(24)}`;
    await mkdir(join(session, other));
    const drop = (name: string, note = async (): Promise<void> => undefined) => dropWaitingSet(session, name, note);
    for (const name of ['../../keys', set.setKey.slice(0, 7), set.setKey.slice(0, 8), 'f'.repeat(32), '']) {
      await expect(drop(name)).rejects.toMatchObject({ code: 'set-not-waiting' });
    }
    await expect(dropWaitingSet(join(folder, 'none'), set.setKey, () => undefined)).rejects.toMatchObject({
      code: 'set-not-waiting',
    });
    const failure = new Error('not noted');
    await expect(drop(set.setKey, () => Promise.reject(failure))).rejects.toBe(failure);
    // Within `note` the folder is locked as a reading locks it.
    await drop(set.setKey.slice(0, 9), () =>
      expect(readInto(folder, [set.discs[0]!.folder])).rejects.toMatchObject({ code: 'target-locked' }),
    );
    expect(await readdir(session)).toEqual([other]);
    await drop(other);
    expect(await listWaitingSets(session)).toEqual([]);
    // It can be read anew.
    await readInto(
      folder,
      set.discs.map((disc) => disc.folder),
    );
    expect(await readdir(session)).toEqual([]);
  });
});

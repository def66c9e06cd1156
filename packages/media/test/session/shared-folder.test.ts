import { chmod, link, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { read } from '../support/reading.ts';
import { writeSmallSet } from '../support/small-set.ts';

describe('a session whose names somebody knew beforehand', () => {
  async function prepare() {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [3_000], { spareDiscs: 0 });
    const victim = join(folder, 'victim.conf');
    await writeFile(victim, 'secret');
    const session = join(folder, 'session');
    const items = join(session, set.setKey, 'items');
    const readIt = () => read([set.discs[0]!.folder], folder);
    return { folder, victim, session, items, item: join(items, '000001'), readIt };
  }

  it.each([
    ['a link', symlink],
    ['a second name', link],
  ])('writes nothing through %s', async (_, plant) => {
    const { victim, items, item, readIt } = await prepare();
    await mkdir(items, { recursive: true, mode: 0o700 });
    await plant(victim, item);
    await expect(readIt()).rejects.toMatchObject({ code: 'target-foreign' });
    expect(await readFile(victim, 'utf8')).toBe('secret');
  });

  it('uses no folder that is a link or that others may write', async () => {
    const { folder, session, readIt } = await prepare();
    const elsewhere = join(folder, 'elsewhere');
    await mkdir(elsewhere);
    await symlink(elsewhere, session);
    await expect(readIt()).rejects.toMatchObject({ code: 'target-foreign' });
    const other = await prepare();
    await mkdir(other.session);
    await chmod(other.session, 0o777);
    await expect(other.readIt()).rejects.toMatchObject({ code: 'target-foreign' });
    expect(await readdir(elsewhere)).toEqual([]);
  });
});

import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { createStagedFolder } from '../../src/kernel/staged-folder.ts';

const bytes = new TextEncoder().encode('x');

describe('createStagedFolder', () => {
  it('shows nothing before it is published, and then all of it, private', async () => {
    const parent = await temporaryFolder();
    const target = join(parent, 'day');
    await using folder = await createStagedFolder(target);
    await folder.addAll(
      new Map([
        ['a/1', bytes],
        ['a/2', bytes],
      ]),
    );
    await folder.add('b', bytes);
    const [staging] = await readdir(parent);
    expect(staging).toMatch(/^day\.[0-9a-f]{8}-\d+-[0-9a-f]{16}\.partial$/);
    await folder.publish();
    expect(await readdir(parent)).toEqual(['day']);
    expect(await readFile(join(target, 'a/2'), 'utf8')).toBe('x');
    expect((await stat(target)).mode & 0o777).toBe(0o700);
    expect((await stat(join(target, 'b'))).mode & 0o777).toBe(0o600);
  });

  it('leaves nothing when it is not published', async () => {
    const parent = await temporaryFolder();
    {
      await using folder = await createStagedFolder(join(parent, 'day'));
      await folder.create('unfinished');
    }
    expect(await readdir(parent)).toEqual([]);
  });

  it('leaves nothing when one of many files cannot be written', async () => {
    const parent = await temporaryFolder();
    const files = Array.from({ length: 200 }, (_, index) => [`f/${index}`, bytes] as const);
    {
      await using folder = await createStagedFolder(join(parent, 'day'));
      await folder.add('f/0', bytes);
      const taken = expect.objectContaining({ code: 'folder-exists' });
      await expect(folder.addAll(new Map(files))).rejects.toThrow(taken);
    }
    expect(await readdir(parent)).toEqual([]);
  });

  it('never takes the place of a folder or file', async () => {
    const parent = await temporaryFolder();
    await mkdir(join(parent, 'empty'));
    await mkdir(join(parent, 'full'));
    await writeFile(join(parent, 'full/file'), '');
    await writeFile(join(parent, 'file'), '');
    const exists = expect.objectContaining({ code: 'folder-exists' });
    await expect(createStagedFolder(join(parent, 'empty'))).rejects.toThrow(exists);
    for (const name of ['full', 'file']) {
      await expect(createStagedFolder(join(parent, name), { allowEmpty: true })).rejects.toThrow(exists);
    }
    await using folder = await createStagedFolder(join(parent, 'empty'), { allowEmpty: true });
    await folder.publish();
    const missing = expect.objectContaining({ code: 'folder-missing' });
    await expect(createStagedFolder(join(parent, 'none/day'))).rejects.toThrow(missing);
  });
});

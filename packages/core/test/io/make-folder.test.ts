import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/io/file-steps.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

describe('makeFolder', () => {
  it('makes a folder with those above it, and takes one that is there', async () => {
    const path = join(createTemporaryFolder(), 'a', 'b', 'c');
    await makeFolder(path, 0o700);
    await makeFolder(path, 0o700);
    for (const each of [path, join(path, '..')]) expect((await stat(each)).mode & 0o777).toBe(0o700);
  });

  it('makes one for many at once', async () => {
    const path = join(createTemporaryFolder(), 'a', 'b');
    await Promise.all(Array.from({ length: 8 }, () => makeFolder(path)));
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it('refuses the name of a file, and a folder in a file', async () => {
    const file = join(createTemporaryFolder(), 'a');
    await writeFile(file, '');
    await expect(makeFolder(file)).rejects.toMatchObject({ code: 'target-exists' });
    await expect(makeFolder(join(file, 'b', 'c'))).rejects.toMatchObject({ code: 'target-folder-missing' });
  });

  it.skipIf(process.platform !== 'linux').each(['/proc/scelle', '/proc/scelle/a/b'])(
    'ends where %s cannot be made although what is above is there',
    async (path) => {
      await expect(makeFolder(path)).rejects.toMatchObject({ code: 'target-unwritable' });
    },
  );
});

import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';

describe('a temporary folder', () => {
  it('is empty, of its own, and gone with its content after the test', async () => {
    let folder = '';
    // Hooks run last in, first out: this one after that of the folder.
    onTestFinished(() => expect(existsSync(folder)).toBe(false));
    folder = await temporaryFolder();
    expect(await readdir(folder)).toEqual([]);
    expect(await temporaryFolder()).not.toBe(folder);
    await writeFile(join(folder, 'file'), 'content');
  });
});

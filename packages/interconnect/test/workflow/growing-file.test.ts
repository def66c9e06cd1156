import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { growingFile } from '../../src/workflow/growing-file.ts';

describe('a file that is fetched', () => {
  it('grows, over several attempts', async () => {
    const path = join(await temporaryFolder(), 'fetched');
    await growingFile(path).append(new Uint8Array([1, 2]));
    const file = growingFile(path);
    expect(await file.size()).toBe(2);
    await file.append(new Uint8Array([3]));
    await file.finish();
    expect([...(await readFile(path))]).toEqual([1, 2, 3]);
  });

  it('is not begun where it would fill the disc, or what is to stay free of it', async () => {
    const file = growingFile(join(await temporaryFolder(), 'fetched'));
    await file.requireSpace(1_000, 0);
    await expect(file.requireSpace(Number.MAX_SAFE_INTEGER, 0)).rejects.toMatchObject({ code: 'target-full' });
    await expect(file.requireSpace(1, Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ code: 'target-full' });
  });

  it('is a matter of this machine where it cannot be written, and none of the connection', async () => {
    const file = growingFile(join(await temporaryFolder(), 'missing', 'fetched'));
    await expect(file.append(new Uint8Array(1))).rejects.toMatchObject({ code: 'target-folder-missing' });
  });
});

import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeWithTools, stockTool, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { check } from '../support/reading.ts';
import { writeSmallSet } from '../support/small-set.ts';

/** Every file below a folder. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Changes one byte of a file, runs, and changes it back. */
async function withChangedByte<T>(file: string, at: number, run: () => Promise<T>): Promise<T> {
  const bytes = await readFile(file);
  bytes[at]! ^= 1;
  await writeFile(file, bytes);
  try {
    return await run();
  } finally {
    bytes[at]! ^= 1;
    await writeFile(file, bytes);
  }
}

describeWithTools(['sha256sum', 'bash'], 'a disc folder as a BagIt bag', () => {
  const bash = stockTool('bash');
  const validate =
    'sha256sum --quiet --strict -c manifest-sha256.txt && sha256sum --quiet --strict -c tagmanifest-sha256.txt';
  const isValid = async (cwd: string) => (await bash.run(['-c', validate], { cwd })).status === 0;

  it('is accepted by sha256sum, has every file listed once, and tells its size', async () => {
    const set = await writeSmallSet(await temporaryFolder(), [700_000, 30_000]);
    for (const [index, { folder }] of set.discs.entries()) {
      expect(await isValid(folder)).toBe(true);
      const read = async (name: string) => (await readFile(join(folder, name), 'utf8')).trimEnd().split('\n');
      const lines = [...(await read('manifest-sha256.txt')), ...(await read('tagmanifest-sha256.txt'))];
      const listed = lines.map((line) => join(folder, line.slice(66)));
      const files = await listFiles(folder);
      expect(listed.sort()).toEqual(files.filter((file) => !file.endsWith('/tagmanifest-sha256.txt')).sort());

      expect(await read('bagit.txt')).toEqual(['BagIt-Version: 1.0', 'Tag-File-Character-Encoding: UTF-8']);
      const payload = await listFiles(join(folder, 'data'));
      const sizes = await Promise.all(payload.map(async (file) => (await stat(file)).size));
      expect(await read('bag-info.txt')).toEqual([
        'Source-Organization: tmg',
        'Bagging-Date: 2026-11-03',
        `External-Identifier: ${set.description.id}-0${index + 1}`,
        `Bag-Group-Identifier: ${set.description.id}`,
        `Bag-Count: ${index + 1} of 2`,
        `Payload-Oxum: ${sizes.reduce((sum, size) => sum + size, 0)}.${payload.length}`,
      ]);
    }
  });

  it('is refused, by sha256sum and by us, whichever file has one byte changed', async () => {
    const set = await writeSmallSet(await temporaryFolder(), [60_000]);
    const folders = set.discs.map(({ folder }) => folder);
    expect((await check(folders)).answer).toBe('whole');
    for (const file of await listFiles(folders[0]!)) {
      const middle = Math.floor((await stat(file)).size / 2);
      const found = await withChangedByte(file, middle, async () => ({
        stock: await isValid(folders[0]!),
        ours: (await check(folders)).answer,
      }));
      expect({ file, ...found }).toEqual({ file, stock: false, ours: 'recoverable' });
    }
  });

  it('is put together with cat', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [5_000_000], { spareDiscs: 0 });
    expect(set.discs.length).toBeGreaterThan(1);
    const parts = set.discs.map((disc) => join(disc.folder, 'data/batches', '*')).join(' ');
    await bash.run(['-c', `cp ${parts} . && cat tmg.*.part-* > whole`], { cwd: folder });
    expect(Buffer.compare(await readFile(join(folder, 'whole')), await readFile(set.batches[0]!))).toBe(0);
  });
});

describe('the texts on a disc', () => {
  it('say in both languages what it is, whom to call, and how to go on without our software', async () => {
    const set = await writeSmallSet(await temporaryFolder(), [2_000], { contact: '+33 1 23 45 67 89' });
    const read = (name: string) => readFile(join(set.discs[0]!.folder, name), 'utf8');
    for (const name of ['README.txt', 'LISEZMOI.txt']) {
      const text = await read(name);
      for (const fact of ['+33 1 23 45 67 89', 'tmg', 'arcom', 'sha256sum -c', 'restore.mjs', 'minisign', 'cat N']) {
        expect(text).toContain(fact);
      }
    }
    expect(await read('MEDIA-FORMAT.md')).toBe(
      await readFile(new URL('../../../../docs/media-format.md', import.meta.url), 'utf8'),
    );
  });
});

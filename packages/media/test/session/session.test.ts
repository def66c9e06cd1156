import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { readMediaSet } from '../../src/index.ts';
import { findWrong, openEach, read, scratch } from '../support/reading.ts';
import { writeSmallSet } from '../support/small-set.ts';

describe('a reading that takes several days', () => {
  it('delivers each batch once it is whole, whatever the order of discs, and leaves nothing behind', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [3_500_000, 200_000, 700_000]);
    const days: { answer: string; needed: readonly number[]; files: readonly string[] }[] = [];
    const all = new Map<string, Uint8Array>();
    for (const number of [3, 1, 2]) {
      const { report, files } = await read([set.discs[number - 1]!.folder], folder);
      days.push({ answer: report.answer, needed: report.neededDiscs, files: [...files.keys()] });
      for (const [name, bytes] of files) all.set(name, bytes);
    }
    expect(days.map(({ answer }) => answer)).toEqual(['needs-discs', 'needs-discs', 'recoverable']);
    expect(days[0]!.needed).toHaveLength(2);
    expect(days[1]!.needed).toHaveLength(1);
    expect(await findWrong(set, all)).toEqual([]);
    expect(all.size).toBe(3);
    expect(await readdir(join(folder, 'session'))).toEqual([]);
  });

  it('tells what was damaged also where it was repaired before the next disc came', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [2_500_000]);
    const [first, , spare] = set.discs.map((disc) => disc.folder);
    const piece = join(first!, 'data', 'batches', (await readdir(join(first!, 'data', 'batches')))[0]!);
    const bytes = new Uint8Array(await readFile(piece));
    scratch(bytes, 10, 3);
    await writeFile(piece, bytes);
    const { report, files } = await read([first!, spare!], folder);
    expect(report.discs.map(({ seen, damagedBlocks }) => ({ seen, damagedBlocks }))).toEqual([
      { seen: true, damagedBlocks: 3 },
      { seen: false, damagedBlocks: 0 },
      { seen: true, damagedBlocks: 0 },
    ]);
    expect({ answer: report.answer, files: files.size }).toEqual({ answer: 'recoverable', files: 1 });
  });

  it('is ended by a signal, and goes on', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [2_000_000]);
    const session = join(folder, 'session');
    const controller = new AbortController();
    async function* interrupted() {
      yield* openEach([set.discs[0]!.folder]);
      controller.abort(new Error('enough'));
      yield* openEach([set.discs[1]!.folder]);
    }
    const options = { threads: 0, signal: controller.signal, deliver: async () => undefined };
    await expect(readMediaSet(interrupted(), session, options)).rejects.toThrow('enough');
    const { files } = await read(
      set.discs.slice(1).map((disc) => disc.folder),
      folder,
    );
    expect(await findWrong(set, files)).toEqual([]);
    expect(files.size).toBe(1);
  });

  it('is killed at any moment, and goes on to the same batches', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [2_500_000, 900_000]);
    const program = fileURLToPath(new URL('./read-until-killed.ts', import.meta.url));
    const folders = set.discs.map((disc) => disc.folder);
    for (const moment of [1, 3, 8, 20]) {
      const args = ['--conditions=@scelle/source', program, String(moment), join(folder, 'session'), ...folders];
      const child = spawn(process.execPath, args, { stdio: 'ignore' });
      const [, signal] = await once(child, 'exit');
      expect(signal).toBe('SIGKILL');
    }
    const { files } = await read(folders, folder);
    expect(await findWrong(set, files)).toEqual([]);
    expect(files.size).toBe(2);
  });

  it('does not believe what was noted for another disc', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [2_500_000]);
    await read([set.discs[0]!.folder], folder);
    const session = join(folder, 'session', set.setKey);
    await writeFile(join(session, 'good-001'), new Uint8Array(3));
    const { files } = await read(
      set.discs.map((disc) => disc.folder),
      folder,
    );
    expect(await findWrong(set, files)).toEqual([]);
    expect(files.size).toBe(1);
  });

  it('delivers nothing where what it kept was altered meanwhile, and reads it anew the next time', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [2_500_000]);
    await read([set.discs[0]!.folder], folder);
    const item = join(folder, 'session', set.setKey, 'items', '000001');
    const bytes = await readFile(item);
    bytes[700]! ^= 1;
    await writeFile(item, bytes);
    const folders = set.discs.map((disc) => disc.folder);
    await expect(read(folders, folder)).rejects.toMatchObject({ code: 'item-wrong' });
    const { files } = await read(folders, folder);
    expect(await findWrong(set, files)).toEqual([]);
    expect(files.size).toBe(1);
  });

  it('keeps a second reading out of the folder', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [1_000]);
    const session = join(folder, 'session');
    const second = async () => {
      await expect(readMediaSet([], session, { threads: 0, deliver: async () => undefined })).rejects.toMatchObject({
        code: 'target-locked',
      });
    };
    await readMediaSet(openEach([set.discs[0]!.folder]), session, { threads: 0, deliver: second });
  });
});

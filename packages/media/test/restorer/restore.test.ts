import { execFile } from 'node:child_process';
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeWithTools, temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { damage, findWrong, scratch } from '../support/reading.ts';
import { type SmallSet, writeSmallSet } from '../support/small-set.ts';

/** Runs the restorer that lies in a disc folder, with nothing but Node. */
function restore(disc: string, out: string, media: readonly string[]): Promise<{ status: number; stdout: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(disc, 'restore.mjs'), '--out', out, ...media],
      { env: {} },
      (error, stdout, stderr) => resolve({ status: error === null ? 0 : Number(error.code), stdout: stdout + stderr }),
    );
  });
}

async function restoredFiles(out: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = await readdir(out);
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(out, name))] as const)));
}

async function setInFolder(): Promise<{ folder: string; set: SmallSet }> {
  const folder = await temporaryFolder();
  return { folder, set: await writeSmallSet(folder, [2_000_000, 700_000, 1], { images: true }) };
}

describeWithTools(['xorriso'], 'the restorer on every disc', () => {
  it('puts the batches together from folders, without this package', async () => {
    const { folder, set } = await setInFolder();
    const alone = join(folder, 'alone');
    await cp(set.discs[0]!.folder, alone, { recursive: true });
    const out = join(folder, 'out');
    const { status, stdout } = await restore(alone, out, [alone, ...set.discs.slice(1).map((disc) => disc.folder)]);
    expect({ status, stdout }).toMatchObject({ status: 0 });
    const files = await restoredFiles(out);
    expect(await findWrong(set, files)).toEqual([]);
    expect(files.size).toBe(3);
  });

  it('repairs scratched images of which one is missing and the directories are gone', async () => {
    const { folder, set } = await setInFolder();
    const images = await Promise.all(
      set.discs.slice(1).map(({ image }, index) =>
        damage(image!, join(folder, `${index}.iso`), (bytes) => {
          bytes.fill(0, 0, 40 * 2048);
          scratch(bytes, 500, 60);
        }),
      ),
    );
    const out = join(folder, 'out');
    const { status } = await restore(set.discs[0]!.folder, out, images);
    expect(status).toBe(0);
    const files = await restoredFiles(out);
    expect(await findWrong(set, files)).toEqual([]);
    expect(files.size).toBe(3);
  });

  it('writes no batch that is not the one that was sent', async () => {
    const { folder, set } = await setInFolder();
    const out = join(folder, 'out');
    const { status, stdout } = await restore(set.discs[0]!.folder, out, [set.discs[0]!.folder]);
    expect(status).toBe(1);
    expect(stdout).toContain('LOST tmg.arcom.music.000001.scelle');
    expect(await findWrong(set, await restoredFiles(out))).toEqual([]);
  });
});

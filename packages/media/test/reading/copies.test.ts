import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { CodingThreads } from '../../src/coding/coding-threads.ts';
import { SetIndexes } from '../../src/format/set-index.ts';
import { openMedium } from '../../src/index.ts';
import { MediumReader } from '../../src/reading/medium-reader.ts';
import { check, damage, findWrong, read, scratch } from '../support/reading.ts';
import { writeSmallSet } from '../support/small-set.ts';

const PIECE = 'data/batches/tmg.arcom.music.000001.scelle';

/** A set of one disc, and another copy of it in a folder. */
async function twoCopies() {
  const folder = await temporaryFolder();
  const set = await writeSmallSet(folder, [900_000], { spareDiscs: 0 });
  const disc = set.discs[0]!.folder;
  const copy = join(folder, 'copy');
  await cp(disc, copy, { recursive: true });
  return { folder, set, disc, copy };
}

/** The files of a disc one after the other in one file, as they would lie on it. */
async function toImage(disc: string, image: string): Promise<string> {
  const names = ['index/1.bin', PIECE, 'parity/001.bin', 'index/3.bin'];
  const files = await Promise.all(names.map((name) => readFile(join(disc, name))));
  await writeFile(
    image,
    Buffer.concat(files.map((bytes) => Buffer.concat([bytes, Buffer.alloc((2048 - (bytes.length % 2048)) % 2048)]))),
  );
  return image;
}

describe('a disc of which there are several copies', () => {
  it('is whole where each of them is', async () => {
    const { disc, copy } = await twoCopies();
    expect(await check([disc, copy])).toMatchObject({
      answer: 'whole',
      discs: [{ media: [disc, copy], problems: [] }],
    });
  });

  it('is not, and it is told which copy is damaged, whichever comes first', async () => {
    const { disc, copy } = await twoCopies();
    await damage(join(copy, PIECE), join(copy, PIECE), (bytes) => scratch(bytes, 10, 3));
    const problems = [
      { kind: 'file-altered', file: PIECE },
      { kind: 'copy-damaged', file: copy },
    ];
    for (const media of [
      [disc, copy],
      [copy, disc],
    ]) {
      expect(await check(media)).toMatchObject({ answer: 'recoverable', discs: [{ damagedBlocks: 0, problems }] });
    }
  });

  it('is looked at on every image', async () => {
    const { folder, disc, copy } = await twoCopies();
    await damage(join(copy, PIECE), join(copy, PIECE), (bytes) => scratch(bytes, 10, 3));
    const sound = await toImage(disc, join(folder, 'sound.iso'));
    const damaged = await toImage(copy, join(folder, 'damaged.iso'));
    for (const media of [
      [sound, damaged],
      [damaged, sound],
    ]) {
      const { problems } = (await check(media)).discs[0]!;
      expect(problems.filter(({ kind }) => kind === 'copy-damaged').map(({ file }) => file)).toEqual([damaged]);
    }
  });

  it('is looked at also where they lie in one folder', async () => {
    const { folder, disc, copy } = await twoCopies();
    await damage(join(copy, PIECE), join(copy, PIECE), (bytes) => scratch(bytes, 10, 3));
    const both = join(folder, 'both');
    await cp(disc, join(both, 'a'), { recursive: true });
    await cp(copy, join(both, 'b'), { recursive: true });
    expect((await check([both])).discs[0]!.problems).toEqual([{ kind: 'file-altered', file: PIECE }]);
  });

  it('is put together from what each of them has', async () => {
    const { folder, set, disc, copy } = await twoCopies();
    for (const [name, first] of [
      [disc, 0],
      [copy, 200],
    ] as const) {
      await damage(join(name, PIECE), join(name, PIECE), (bytes) => scratch(bytes, first, 150));
      await damage(join(name, 'parity/001.bin'), join(name, 'parity/001.bin'), (bytes) => bytes.fill(0));
    }
    const { files } = await read([disc, copy], folder);
    expect(await findWrong(set, files)).toEqual([]);
    expect(files.size).toBe(1);
  });

  it('has its description judged once, however many indexes a folder holds', async () => {
    const { folder, disc, copy } = await twoCopies();
    const both = join(folder, 'both');
    for (const [index, from] of [disc, copy].entries()) {
      await cp(join(from, 'index'), join(both, String(index), 'index'), { recursive: true });
    }
    const judged: string[] = [];
    await using threads = new CodingThreads(0);
    await using medium = await openMedium(both);
    const openSet = async ({ setKey }: { readonly setKey: string }) => {
      judged.push(setKey);
      return null;
    };
    expect(await new MediumReader(medium, { indexes: new SetIndexes(), threads, openSet }).read()).toEqual([]);
    expect(judged).toHaveLength(1);
  });
});

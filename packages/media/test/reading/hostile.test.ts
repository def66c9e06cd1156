import { cp, mkdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fixedParties, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { encodeDescription, type SetDescription, toSetKey } from '../../src/format/description.ts';
import { encodeSection } from '../../src/format/section.ts';
import { checkMedia, type Medium, openMedium } from '../../src/index.ts';
import { openFolder } from '../../src/medium/medium.ts';
import { check, findWrong, openEach, read } from '../support/reading.ts';
import { noise, writeSmallSet } from '../support/small-set.ts';

describe('media that are not what they should be', () => {
  it.each([
    ['an empty folder', async () => undefined],
    [
      'a folder of other files',
      async (folder: string) => writeFile(join(folder, 'holiday.jpg'), noise('holiday', 9_000)),
    ],
    [
      'a folder whose links lead to a set',
      async (folder: string) => {
        const set = await writeSmallSet(await temporaryFolder(), [3_000]);
        for (const name of ['index', 'data', 'parity'])
          await symlink(join(set.discs[0]!.folder, name), join(folder, name));
      },
    ],
  ])('%s is no set', async (_, fill) => {
    const folder = await temporaryFolder();
    await fill(folder);
    await expect(check([folder])).rejects.toMatchObject({ code: 'set-not-found' });
  });

  it('says what is missing, and what is neither a folder nor an image', async () => {
    await expect(openMedium(join(await temporaryFolder(), 'none'))).rejects.toMatchObject({ code: 'medium-missing' });
    await expect(openMedium('/dev/null')).rejects.toMatchObject({ code: 'medium-unsupported' });
  });

  it('knows discs by their content: renamed, in one folder, twice, in any order', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [4_000_000, 1_000]);
    const [first, ...others] = set.discs.map((disc) => disc.folder);
    const odd = join(folder, 'odd \n name ‮');
    await mkdir(odd);
    await rename(join(first!, 'data/batches/tmg.arcom.music.000001.scelle.part-001-of-003'), join(odd, 'IMG_0001'));
    await rename(join(first!, 'index/2.bin'), join(odd, 'x'));
    await rename(join(first!, 'parity/001.bin'), join(odd, 'y'));
    const { files } = await read([...others.toReversed(), odd, others[0]!], folder);
    expect(await findWrong(set, files)).toEqual([]);
    expect(files.size).toBe(2);
  });

  it('tells two sets apart that lie in one folder', async () => {
    const folders = [await temporaryFolder(), await temporaryFolder()];
    const one = await writeSmallSet(folders[0]!, [900_000]);
    const other = await writeSmallSet(folders[1]!, [800_000], { label: 'other' });
    const mixed = join(folders[0]!, 'mixed');
    await cp(one.discs[0]!.folder, join(mixed, 'a'), { recursive: true });
    await cp(other.discs[0]!.folder, join(mixed, 'b'), { recursive: true });
    const reports = await checkMedia(openEach([mixed, one.discs[1]!.folder, other.discs[1]!.folder]), { threads: 0 });
    expect(reports.map(({ answer, set }) => [answer, set.label]).sort()).toEqual([
      ['whole', null],
      ['whole', 'other'],
    ]);
  });

  it('takes only sets that a given key has signed, and that are for the given party', async () => {
    const set = await writeSmallSet(await temporaryFolder(), [3_000]);
    const media = () => openEach(set.discs.map(({ folder }) => folder));
    const trust = (publicKey = fixedParties.tmg.publicKey, name = 'tmg') => ({
      senders: [{ name, publicKey }],
      threads: 0,
    });
    expect((await checkMedia(media(), trust()))[0]!.set.signatureChecked).toBe(true);
    for (const other of [trust(fixedParties.stranger.publicKey), trust(fixedParties.tmg.publicKey, 'other')]) {
      await expect(checkMedia(media(), other)).rejects.toMatchObject({ code: 'set-not-authentic' });
    }
    await expect(checkMedia(media(), { recipient: 'hadopi', threads: 0 })).rejects.toMatchObject({
      code: 'set-for-others',
    });
  });

  it.each([
    [
      'whose pieces do not begin where they should',
      (description: SetDescription) => ({
        ...description,
        pieces: description.pieces.map((piece) => ({ ...piece, offset: 2048 })),
      }),
    ],
    [
      'with a batch on a disc that the set does not have',
      (description: SetDescription) => {
        const { discs, pieces, blockBytes } = description;
        const [first, last] = pieces;
        const contentBlocks = Math.ceil(first!.bytes / blockBytes);
        return { ...description, discs: [{ ...discs[0]!, contentBlocks }], pieces: [first!, { ...last!, disc: 2 }] };
      },
    ],
  ])('takes no notice of a description %s', async (_, forge) => {
    const set = await writeSmallSet(await temporaryFolder(), [3_000, 3_000], { spareDiscs: 0 });
    const bytes = encodeDescription(forge(set.description));
    const folder = await temporaryFolder();
    const name = { setKey: toSetKey(bytes), kind: 'description', subject: 0 } as const;
    await writeFile(join(folder, 'x'), encodeSection(name, 1, bytes));
    await expect(check([folder])).rejects.toMatchObject({ code: 'set-invalid' });
  });

  it('is not kept busy by a description of more blocks than anybody has', async () => {
    const set = await writeSmallSet(await temporaryFolder(), [3_000]);
    const blocks = 4_194_304;
    const [disc] = set.description.discs;
    const files = Array.from({ length: 150 * 8 }, (_, item) => ({
      item: { ...set.description.items[0]!, name: `part.${item}`, bytes: 2 ** 30 },
      piece: { disc: Math.floor(item / 8) + 1, item, offset: 0, bytes: 2 ** 30, name: `part.${item}` },
    }));
    const forged = {
      ...set.description,
      stripe: { data: 40, parity: 80 },
      discs: Array.from({ length: 150 }, (_, index) => ({ ...disc!, number: index + 1, contentBlocks: blocks })),
      items: files.map(({ item }) => item),
      pieces: files.map(({ piece }) => piece),
    };
    const bytes = encodeDescription(forged);
    const folder = await temporaryFolder();
    const name = { setKey: toSetKey(bytes), kind: 'description', subject: 0 } as const;
    await writeFile(join(folder, 'x'), encodeSection(name, 1, bytes));
    expect((await check([folder])).answer).toBe('not-recoverable');
  });

  it('looks at no more files than a disc of ours can have, and at those of a disc first', async () => {
    const folder = await temporaryFolder();
    await Promise.all(Array.from({ length: 30 }, (_, file) => writeFile(join(folder, `${file}`), '')));
    await using medium = await openFolder(folder, 20);
    expect(medium.extents.length).toBe(20);
    await mkdir(join(folder, 'z', 'index'), { recursive: true });
    for (const name of ['z/index/1.bin', 'z/bagit.txt']) await writeFile(join(folder, name), '');
    await using other = await openFolder(folder, 20);
    expect(other.extents.slice(0, 3).map(({ path }) => path)).toEqual(['z/index/1.bin', 'z/bagit.txt', '0']);
    expect(other.extents.length).toBe(20);
  });

  it('reads a half-burned image as far as it goes', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [700_000, 500_000]);
    const piece = join(set.discs[0]!.folder, 'data/batches/tmg.arcom.music.000002.scelle');
    await truncate(piece, 100_000);
    const report = await check([set.discs[0]!.folder]);
    expect(report.answer).toBe('needs-discs');
    expect(report.items.map(({ state }) => state)).toEqual(['whole', 'lost']);
    await rm(piece);
    const { files } = await read(
      set.discs.map((disc) => disc.folder),
      folder,
    );
    expect(await findWrong(set, files)).toEqual([]);
    expect(files.size).toBe(2);
  });
});

describe('a drive that fails', () => {
  /** A medium over bytes of which some sectors cannot be read, or only at a later attempt. */
  function failing(bytes: Uint8Array, fails: (sector: number, attempt: number) => boolean): Medium {
    const attempts = new Map<number, number>();
    const read = async (position: number, length: number): Promise<Uint8Array> => {
      for (let sector = Math.floor(position / 2048); sector * 2048 < position + length; sector += 1) {
        const attempt = (attempts.get(sector) ?? 0) + 1;
        attempts.set(sector, attempt);
        if (fails(sector, attempt)) throw Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'read' });
      }
      return bytes.slice(position, position + length);
    };
    return {
      name: '/dev/sr0',
      kind: 'image',
      extents: [{ path: '', size: bytes.length, read }],
      [Symbol.asyncDispose]: async () => undefined,
    };
  }

  /** The files of a disc one after the other, as they would lie on it. */
  async function toBytes(folder: string): Promise<Uint8Array> {
    const names = ['index/1.bin', 'data/batches/tmg.arcom.music.000001.scelle', 'parity/001.bin', 'index/3.bin'];
    const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
    const padded = files.map((bytes) => Buffer.concat([bytes, Buffer.alloc((2048 - (bytes.length % 2048)) % 2048)]));
    return new Uint8Array(Buffer.concat(padded));
  }

  it('is read past its errors, which are reported as damage', async () => {
    const set = await writeSmallSet(await temporaryFolder(), [900_000], { spareDiscs: 0 });
    const bytes = await toBytes(set.discs[0]!.folder);
    const medium = failing(bytes, (sector) => sector >= 200 && sector < 230);
    const [report] = await checkMedia([medium], { threads: 0, retries: 0 });
    expect(report).toMatchObject({ answer: 'recoverable', discs: [{ damagedBlocks: 30, lostBlocks: 0 }] });
  });

  it('is asked again for a sector that fails at first', async () => {
    const set = await writeSmallSet(await temporaryFolder(), [900_000], { spareDiscs: 0 });
    const bytes = await toBytes(set.discs[0]!.folder);
    const medium = failing(bytes, (sector, attempt) => sector % 50 === 0 && attempt < 4);
    const [report] = await checkMedia([medium], { threads: 0, retries: 3 });
    expect(report!.discs[0]!.damagedBlocks).toBe(0);
  });

  it('that is gone ends the reading', async () => {
    const medium = failing(new Uint8Array(9_000), () => false);
    const gone = {
      ...medium,
      extents: [
        {
          path: '',
          size: 9_000,
          read: async () => {
            throw Object.assign(new Error('gone'), { code: 'ENODEV', syscall: 'read' });
          },
        },
      ],
    };
    await expect(checkMedia([gone], { threads: 0 })).rejects.toMatchObject({ code: 'medium-unreadable' });
  });
});

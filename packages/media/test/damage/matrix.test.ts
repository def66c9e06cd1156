import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithTools, temporaryFolder } from '@scelle/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { check, damage, findWrong, read, scratch, spoilSectors } from '../support/reading.ts';
import { type SmallSet, writeSmallSet } from '../support/small-set.ts';

let root: string;
let set: SmallSet;

/** What is done to each disc; null takes it away. */
type Damage = (bytes: Uint8Array, disc: number) => void;

interface Case {
  readonly what: string;
  readonly damage?: Damage;
  readonly without?: readonly number[];
  readonly answer: 'whole' | 'recoverable' | 'needs-discs' | 'not-recoverable';
}

const cases: readonly Case[] = [
  { what: 'nothing', answer: 'whole' },
  {
    what: '1 % of the sectors of every disc',
    damage: (bytes, disc) => spoilSectors(bytes, 0.01, disc),
    answer: 'recoverable',
  },
  {
    what: '5 % of the sectors of every disc',
    damage: (bytes, disc) => spoilSectors(bytes, 0.05, disc),
    answer: 'recoverable',
  },
  {
    what: '10 % of the sectors of every disc',
    damage: (bytes, disc) => spoilSectors(bytes, 0.1, disc),
    answer: 'recoverable',
  },
  {
    what: '40 % of the sectors of every disc',
    damage: (bytes, disc) => spoilSectors(bytes, 0.4, disc),
    answer: 'not-recoverable',
  },
  {
    what: 'a scratch over 100 sectors of every disc',
    damage: (bytes) => scratch(bytes, 400, 100),
    answer: 'recoverable',
  },
  {
    what: 'a scratch over 600 sectors of one disc',
    damage: (bytes, disc) => disc === 2 && scratch(bytes, 200, 600),
    answer: 'recoverable',
  },
  {
    what: 'a scratch over 600 sectors of two discs',
    damage: (bytes, disc) => disc <= 2 && scratch(bytes, 200, 600),
    answer: 'not-recoverable',
  },
  {
    what: 'the first 300 sectors of every disc',
    damage: (bytes) => bytes.fill(0, 0, 300 * 2048),
    answer: 'not-recoverable',
  },
  {
    what: 'the first 150 sectors of every disc',
    damage: (bytes) => bytes.fill(0, 0, 150 * 2048),
    answer: 'recoverable',
  },
  {
    what: 'the first 300 sectors of one disc',
    damage: (bytes, disc) => disc === 1 && bytes.fill(0, 0, 300 * 2048),
    answer: 'recoverable',
  },
  {
    what: 'the last 300 sectors of every disc',
    damage: (bytes) => bytes.fill(0, bytes.length - 300 * 2048),
    answer: 'recoverable',
  },
  { what: 'disc 1', without: [1], answer: 'recoverable' },
  { what: 'disc 2', without: [2], answer: 'recoverable' },
  { what: 'the spare disc', without: [4], answer: 'recoverable' },
  {
    what: 'disc 1 and 2 % of another',
    without: [1],
    damage: (bytes, disc) => disc === 2 && spoilSectors(bytes, 0.02, 7),
    answer: 'recoverable',
  },
  {
    what: 'disc 2 and a tenth of another',
    without: [2],
    damage: (bytes, disc) => disc === 1 && scratch(bytes, 300, 60),
    answer: 'recoverable',
  },
  { what: 'two discs of four', without: [1, 2], answer: 'needs-discs' },
] as readonly Case[];

describeWithTools(['xorriso'], 'a set of which is lost', () => {
  beforeAll(async () => {
    root = await mkdtemp(join(await realpath(tmpdir()), 'scelle-test-'));
    set = await writeSmallSet(root, [2_500_000, 1_200_000, 300_000], { images: true });
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it.each(cases)(
    '$what: is $answer, and never wrong',
    async ({ damage: spoil = () => undefined, without = [], answer }) => {
      const folder = await temporaryFolder();
      const discs = set.discs.map(({ image }, index) => ({ image: image!, number: index + 1 }));
      const paths: string[] = [];
      for (const { image, number } of discs.filter((disc) => !without.includes(disc.number))) {
        paths.push(await damage(image, join(folder, `${number}.iso`), (bytes) => spoil(bytes, number)));
      }
      const checked = await check(paths);
      const { report, files } = await read(paths, folder);
      expect(await findWrong(set, files)).toEqual([]);
      expect({ checked: checked.answer, read: report.answer === 'whole' ? 'recoverable' : report.answer }).toEqual({
        checked: answer,
        read: answer === 'whole' ? 'recoverable' : answer,
      });
      const isAll = files.size === set.batches.length;
      expect(isAll).toBe(answer === 'whole' || answer === 'recoverable');
      expect(checked.items.filter(({ state }) => state !== 'lost').map(({ name }) => name)).toEqual(
        [...files.keys()].sort(),
      );
    },
  );
});

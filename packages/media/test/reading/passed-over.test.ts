import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fixedParties, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { encodeDescription, type SetDescription, toSetKey } from '../../src/format/description.ts';
import { encodeSection } from '../../src/format/section.ts';
import { checkMedia, type PassedOver, readMediaSet } from '../../src/index.ts';
import { openEach, read } from '../support/reading.ts';
import { noise, writeSmallSet } from '../support/small-set.ts';

/** Collects what is passed over, as names of media and codes. */
function collect() {
  const passedOver: (readonly [string, string])[] = [];
  const onPassedOver = ({ medium, reason }: PassedOver) => void passedOver.push([medium, reason.code]);
  return { passedOver, onPassedOver };
}

/** A disc with nothing on it but a description that nobody has signed. */
async function writeUnsigned(disc: string, description: SetDescription): Promise<string> {
  const bytes = encodeDescription(description);
  await mkdir(disc);
  const name = { setKey: toSetKey(bytes), kind: 'description', subject: 0 } as const;
  await writeFile(join(disc, 'x'), encodeSection(name, 1, bytes));
  return disc;
}

async function writeDestroyed(disc: string): Promise<string> {
  await mkdir(disc);
  await writeFile(join(disc, 'x'), noise('destroyed', 9_000));
  return disc;
}

describe('a medium from which nothing was taken', () => {
  it('is named, with the reason, however good the others are', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [3_000], { spareDiscs: 0 });
    const destroyed = await writeDestroyed(join(folder, 'destroyed'));
    const impostor = await writeUnsigned(join(folder, 'impostor'), { ...set.description, label: 'trust me' });
    const { passedOver, onPassedOver } = collect();
    const senders = [{ name: 'tmg', publicKey: fixedParties.tmg.publicKey }];
    const media = openEach([destroyed, set.discs[0]!.folder, impostor]);
    const reports = await checkMedia(media, { threads: 0, senders, onPassedOver });
    expect(reports.map(({ answer }) => answer)).toEqual(['whole']);
    expect(passedOver).toEqual([
      [destroyed, 'set-not-found'],
      [impostor, 'set-not-authentic'],
    ]);
  });

  it('is named also where it is for somebody else, or its set contradicts itself', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [3_000], { spareDiscs: 0 });
    const alien = await writeUnsigned(join(folder, 'alien'), { ...set.description, recipient: 'inpi' });
    const wrong = await writeUnsigned(join(folder, 'wrong'), { ...set.description, blockBytes: 3_000 });
    const { passedOver, onPassedOver } = collect();
    const media = openEach([set.discs[0]!.folder, alien, wrong]);
    await checkMedia(media, { threads: 0, recipient: 'arcom', onPassedOver });
    expect(passedOver).toEqual([
      [alien, 'set-for-others'],
      [wrong, 'set-invalid'],
    ]);
  });

  it('is named where nothing is known but a set of another day', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [2_500_000]);
    await read([set.discs[0]!.folder], folder);
    const destroyed = await writeDestroyed(join(folder, 'destroyed'));
    const { passedOver, onPassedOver } = collect();
    const options = { threads: 0, deliver: async () => undefined, onPassedOver };
    const reports = await readMediaSet(openEach([destroyed]), join(folder, 'session'), options);
    expect(reports.map(({ answer }) => answer)).toEqual(['needs-discs']);
    expect(passedOver).toEqual([[destroyed, 'set-not-found']]);
  });
});

describe('more sets than are told apart at once', () => {
  async function nineDiscs() {
    const folder = await temporaryFolder();
    const discs: string[] = [];
    for (let number = 1; number <= 9; number += 1) {
      await mkdir(join(folder, `${number}`));
      const set = await writeSmallSet(join(folder, `${number}`), [100 * number], { spareDiscs: 0 });
      discs.push(set.discs[0]!.folder);
    }
    return { folder, discs };
  }

  it('are read all the same, as one that was delivered makes room for another', async () => {
    const { folder, discs } = await nineDiscs();
    const { passedOver, onPassedOver } = collect();
    const delivered: string[] = [];
    const deliver = async ({ setKey }: { readonly setKey: string }) => void delivered.push(setKey);
    await readMediaSet(openEach(discs), join(folder, 'session'), { threads: 0, deliver, onPassedOver });
    expect(new Set(delivered).size).toBe(9);
    expect(passedOver).toEqual([]);
  });

  it('are not passed over silently by a check', async () => {
    const { discs } = await nineDiscs();
    const { passedOver, onPassedOver } = collect();
    const reports = await checkMedia(openEach(discs), { threads: 0, onPassedOver });
    expect(reports.length).toBe(8);
    expect(passedOver).toEqual([[discs[8], 'too-many-sets']]);
  });
});

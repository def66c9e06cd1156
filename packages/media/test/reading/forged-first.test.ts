import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fixedParties, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { encodeIndexSector, Section, type SectionKind } from '../../src/format/section.ts';
import { SetIndexes } from '../../src/format/set-index.ts';
import { checkMedia } from '../../src/index.ts';
import { takeSectors } from '../../src/reading/find-index.ts';
import { forgeDescription, readIndex } from '../support/forged-disc.ts';
import { findWrong, openEach, read } from '../support/reading.ts';
import { noise, writeSmallSet } from '../support/small-set.ts';

/** A disc of whoever has seen one of the set: its index sectors with other payloads, and right digests. */
async function forgeDisc(
  disc: string,
  to: string,
  byte: number,
  kinds: readonly SectionKind[] = ['description', 'signature', 'runs', 'blocks'],
): Promise<string> {
  const sectors = (await readIndex(disc)).filter(({ kind }) => kinds.includes(kind));
  const forged = sectors.map((each) =>
    encodeIndexSector({ ...each, payload: new Uint8Array(each.payload.length).fill(byte) }),
  );
  await mkdir(join(to, 'index'), { recursive: true });
  await writeFile(join(to, 'index/1.bin'), Buffer.concat(forged));
  return to;
}

describe('forged sectors beside the true ones', () => {
  const trust = { senders: [{ name: 'tmg', publicKey: fixedParties.tmg.publicKey }], recipient: 'arcom', threads: 0 };

  it.each([
    ['first', (forged: string[], discs: string[]) => [...forged, ...discs]],
    ['last', (forged: string[], discs: string[]) => [...discs, ...forged]],
    ['in between', (forged: string[], discs: string[]) => [discs[0]!, ...forged, ...discs.slice(1)]],
  ])('do not win when they come %s, whoever checks the signature', async (_, order) => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [900_000, 1_000], { spareDiscs: 1 });
    const discs = set.discs.map((disc) => disc.folder);
    // More forgers than there are candidates for a section.
    const forgers = Array.from({ length: 20 }, (_, index) =>
      forgeDisc(discs[0]!, join(folder, `forger-${index}`), index),
    );
    const forged = await Promise.all(forgers);
    const only = (kind: SectionKind) => forgeDisc(discs[0]!, join(folder, `only-${kind}`), 0x41, [kind]);
    forged.push(await only('description'), await only('blocks'), await only('runs'));
    for (const options of [{ threads: 0 }, trust]) {
      const [report] = await checkMedia(openEach(order(forged, discs)), options);
      // What the forgers brought says that it is a copy of disc 1, and is a damaged one.
      expect(['whole', 'recoverable']).toContain(report!.answer);
      expect(report!.items.map(({ state }) => state)).toEqual(['whole', 'whole']);
      expect(report!.set.signatureChecked).toBe('senders' in options);
    }
    const { files } = await read(order(forged, discs), folder);
    expect(files.size).toBe(2);
    expect(await findWrong(set, files)).toEqual([]);
  });

  it('do not win where the true ones are damaged in each copy, and whole only together', async () => {
    const set = await writeSmallSet(await temporaryFolder(), [4_000_000], { spareDiscs: 0 });
    const sectors = (await readIndex(set.discs[0]!.folder)).filter(({ kind }) => kind !== 'signature');
    const kind = sectors.filter((each) => each.kind === 'blocks').length > 3 ? 'blocks' : 'description';
    const table = sectors.filter((each) => each.kind === kind);
    const forged = table.map((each) => ({ ...each, payload: noise(`${each.index}`, each.payload.length) }));
    const head = sectors.filter((each) => each.kind !== kind);
    const parts = [head, table.filter(({ index }) => index !== 1), forged, table.filter(({ index }) => index !== 2)];
    const indexes = new SetIndexes();
    for (const part of parts) {
      takeSectors(Buffer.concat(part.map((each) => encodeIndexSector(each))), '', new Map(), indexes);
    }
    expect(indexes.all[0]!.hasAllBlocks(1)).toBe(true);
  });
});

describe('an image of nothing but index sectors', () => {
  it('has each section compared once with what is expected', () => {
    const sectors: Uint8Array[] = [];
    const name = { setKey: 'ab'.repeat(16), kind: 'description', subject: 0 } as const;
    for (let count = 1; count < 60; count += 1) {
      for (let index = 0; index < count; index += 1) {
        const payload = new Uint8Array(1_984);
        sectors.push(encodeIndexSector({ ...name, disc: (index % 200) + 1, index, count, payload }));
      }
    }
    const section = new Section(3);
    for (let index = 0; index < 3; index += 1) section.add(index, new Uint8Array(1_984));
    let tries = 0;
    const refuse = (): boolean => {
      tries += 1;
      return false;
    };
    for (let query = 0; query < 1_000; query += 1) section.find(refuse);
    expect(tries).toBe(1);
    const indexes = new SetIndexes();
    takeSectors(Buffer.concat(sectors), '', new Map(), indexes);
    expect(indexes.all[0]!.descriptionBytes).toBe(null);
  });

  it('is not compared more often than in proportion to what came, whatever contradicts', () => {
    const section = new Section(100);
    const test = { bytes: 0 };
    const refuse = (bytes: Uint8Array): boolean => {
      test.bytes += bytes.length;
      return false;
    };
    const payload = (copy: number): Uint8Array => new Uint8Array(1_984).fill(copy % 251).fill(copy >> 8, 0, 1);
    for (let index = 0; index < 100; index += 1) section.add(index, payload(0));
    for (let copy = 1; copy < 3_000; copy += 1) {
      section.add(7, payload(copy));
      section.find(refuse);
    }
    expect(test.bytes).toBeLessThanOrEqual(8 * 3_100 * 1_984);
  });
});

describe('a description that breaks the rules', () => {
  it('does not keep the sets beside it from being read, on the same medium or another', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [3_000], { spareDiscs: 0 });
    const disc = set.discs[0]!.folder;
    const forged = await forgeDescription(disc, join(folder, 'forged'), (description) => ({
      ...description,
      pieces: description.pieces.map((piece) => ({ ...piece, offset: 2_048 })),
    }));
    const { files } = await read([forged, disc], folder);
    expect(await findWrong(set, files)).toEqual([]);
    expect(files.size).toBe(1);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSetKey } from '../../src/format/description.ts';
import { limits } from '../../src/format/geometry.ts';
import {
  encodeIndexSector,
  encodeSection,
  type IndexSector,
  PAYLOAD_BYTES,
  parseIndexSector,
} from '../../src/format/section.ts';
import { SetIndex, SetIndexes } from '../../src/format/set-index.ts';

const sectors: fc.Arbitrary<IndexSector> = fc
  .record({
    setKey: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex')),
    kind: fc.constantFrom('description', 'signature', 'runs', 'blocks', 'supply'),
    subject: fc.nat(200),
    disc: fc.nat(200),
    index: fc.nat(1_000),
    more: fc.integer({ min: 1, max: 1_000 }),
    payload: fc.uint8Array({ maxLength: PAYLOAD_BYTES }),
  })
  .map(({ more, ...sector }) => ({ ...sector, count: sector.index + more }));

describe('an index sector', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(sectors, (sector) => {
        const parsed = parseIndexSector(encodeIndexSector(sector))!;
        expect({ ...parsed, payload: Buffer.from(parsed.payload) }).toEqual({
          ...sector,
          payload: Buffer.from(sector.payload),
        });
      }),
    );
  });

  it('is no sector once any bit of it has changed', () => {
    fc.assert(
      fc.property(sectors, fc.nat(2_047), fc.nat(7), (sector, at, bit) => {
        const bytes = encodeIndexSector(sector);
        bytes[at]! ^= 1 << bit;
        expect(parseIndexSector(bytes)).toBeNull();
      }),
    );
  });

  it('is not found in other bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 4_096 }), (bytes) => parseIndexSector(bytes) === null));
  });
});

describe('the index of a set', () => {
  it('takes no description but the one whose digest is the key of the set', () => {
    const text = new TextEncoder().encode('a description that is no JSON');
    const index = new SetIndex(toSetKey(text));
    const name = { setKey: index.setKey, kind: 'description', subject: 0 } as const;
    index.add(parseIndexSector(encodeSection(name, 1, new TextEncoder().encode('another')))!);
    expect(index.descriptionBytes).toBeNull();
    const other = new SetIndex(toSetKey(text));
    other.add(parseIndexSector(encodeSection(name, 1, text))!);
    expect(() => other.description).toThrow(expect.objectContaining({ code: 'json-syntax' }));
  });
});

describe('the indexes of all sets', () => {
  const sector = { setKey: 'a'.repeat(32), kind: 'blocks', subject: 1, disc: 1, index: 0, count: 1 } as const;

  it('hold no more of a set than it may have, also where sectors are without content', () => {
    const indexes = new SetIndexes();
    for (let count = 1; count <= 60_000; count += 1) {
      indexes.add({ ...sector, subject: (count % 200) + 1, index: count - 1, count, payload: new Uint8Array() });
    }
    const [index] = indexes.all;
    expect(index!.bytes).toBeGreaterThan(limits.indexBytes);
    expect(index!.bytes).toBeLessThanOrEqual(limits.indexBytes + PAYLOAD_BYTES);
    for (let disc = 1; disc <= limits.discs; disc += 1) index!.forgetBlocks(disc);
    expect(index!.bytes).toBe(0);
  });

  it('take no sector on or about a disc that no set has', () => {
    const indexes = new SetIndexes();
    const payload = new Uint8Array();
    expect(indexes.add({ ...sector, disc: 201, payload })).toBeNull();
    expect(indexes.add({ ...sector, subject: 201, payload })).toBeNull();
    expect(indexes.all).toEqual([]);
  });
});

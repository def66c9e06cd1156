import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeDescription, type Item, parseDescription } from '../../src/format/description.ts';
import { layOutDisc } from '../../src/format/disc-layout.ts';
import { MAX_FILE_BYTES, sectorsOfDisc } from '../../src/format/geometry.ts';
import { planSet } from '../../src/writing/plan-set.ts';

function item(bytes: number, index = 0): Item {
  const name = `tmg.arcom.music.${String(index + 1).padStart(6, '0')}.scelle`;
  return { kind: 'batch', name, bytes, sha256: '0'.repeat(64), manifest: '1'.repeat(64) };
}

const ordinary = { parity: 0.15, spareDiscs: 1, companionFiles: 8, companionSectors: 30 };

describe('planSet', () => {
  it('cuts a day of 1.2 GB onto three CDs and a spare one', () => {
    const plan = planSet([item(1_200_000_000)], { ...ordinary, sectors: sectorsOfDisc('cd') });
    expect(plan.discs.map(({ kind }) => kind)).toEqual(['data', 'data', 'spare']);
    expect(plan.pieces.map(({ name }) => name)).toEqual([
      'tmg.arcom.music.000001.scelle.part-001-of-002',
      'tmg.arcom.music.000001.scelle.part-002-of-002',
    ]);
  });

  it('makes no file longer than 1 GiB', () => {
    const plan = planSet([item(3_000_000_000)], { ...ordinary, sectors: sectorsOfDisc('dvd') });
    expect(plan.pieces.map(({ bytes }) => bytes)).toEqual([
      MAX_FILE_BYTES,
      MAX_FILE_BYTES,
      3_000_000_000 - 2 * MAX_FILE_BYTES,
    ]);
    const files = layOutDisc(plan, 1).files;
    expect(files.every(({ bytes }) => bytes <= MAX_FILE_BYTES)).toBe(true);
  });

  it('takes larger blocks where there are more sectors than a table should have', () => {
    const blockBytes = (['cd', 'dvd-dl', 'bd', 'bd-dl'] as const).map(
      (disc) => planSet([item(1_000_000)], { ...ordinary, sectors: sectorsOfDisc(disc) }).blockBytes,
    );
    expect(blockBytes).toEqual([2_048, 2_048, 8_192, 16_384]);
  });

  it('always gives a description without contradictions, whatever the sizes', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 2_000_000 }), { minLength: 1, maxLength: 12 });
    const options = fc.record({
      bytes: fc.integer({ min: 6_000_000, max: 12_000_000 }),
      parity: fc.constantFrom(0, 0.05, 0.15, 0.5),
      spareDiscs: fc.nat(3),
    });
    fc.assert(
      fc.property(sizes, options, (bytes, { bytes: discBytes, parity, spareDiscs }) => {
        const items = bytes.map(item);
        const plan = planSet(items, { ...ordinary, parity, spareDiscs, sectors: sectorsOfDisc(discBytes) });
        const description = {
          format: 'scelle.media/1',
          id: '0193ee00-0000-7000-8000-000000000001',
          label: null,
          createdAt: '2026-11-03T06:00:00Z',
          sender: 'tmg',
          recipient: 'arcom',
          blockBytes: plan.blockBytes,
          stripe: plan.stripe,
          discs: plan.discs.map((disc) => ({ ...disc, runs: '2'.repeat(64), blocks: '3'.repeat(64) })),
          items,
          pieces: plan.pieces,
          producer: 'scelle/0.1.0',
        } as const;
        expect(parseDescription(encodeDescription(description))).toEqual(description);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['disc-too-small', { sectors: 100 }],
    ['disc-too-large', { sectors: 1e13 }],
    ['parity-out-of-range', { parity: 3 }],
    ['parity-out-of-range', { parity: Number.NaN }],
    ['parity-out-of-range', { spareDiscs: 51 }],
    ['parity-out-of-range', { spareDiscs: Number.NaN }],
    ['parity-out-of-range', { spareDiscs: -1 }],
    ['parity-out-of-range', { spareDiscs: 0.5 }],
    ['too-many-discs', { sectors: 3_000 }],
  ])('refuses with %s what cannot be planned: %j', (code, changed) => {
    const plan = () => planSet([item(4_000_000_000)], { ...ordinary, sectors: 359_424, ...changed });
    expect(plan).toThrow(expect.objectContaining({ code }));
  });
});

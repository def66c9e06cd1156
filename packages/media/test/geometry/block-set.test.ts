import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockSet } from '../../src/geometry/block-set.ts';

describe('BlockSet', () => {
  it('knows its blocks, their number, and the ranges between them', () => {
    const cases = fc.record({ size: fc.integer({ min: 1, max: 90 }), blocks: fc.array(fc.nat(89)), mark: fc.nat(90) });
    fc.assert(
      fc.property(cases, ({ size, blocks, mark }) => {
        const wanted = new Set(blocks.filter((block) => block < size));
        const set = new BlockSet(size, mark);
        for (const block of wanted) set.add(block);
        expect(set.without(set).count).toBe(0);
        for (const copy of [set, set.clone(), set.without(new BlockSet(size, mark))]) {
          expect(copy.count).toBe(wanted.size);
          expect(copy.countBelowMark).toBe([...wanted].filter((block) => block < mark).length);
          const missing = [...copy.missingRanges()].flatMap(({ start, count }) =>
            Array.from({ length: count }, (_, index) => start + index),
          );
          const all = Array.from({ length: size }, (_, block) => block);
          expect(missing).toEqual(all.filter((block) => !wanted.has(block)));
        }
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockSet } from '../../src/format/block-set.ts';

describe('BlockSet', () => {
  it('knows its blocks, their number, and the ranges between them', () => {
    const cases = fc.record({ size: fc.integer({ min: 1, max: 90 }), blocks: fc.array(fc.nat(89)), mark: fc.nat(90) });
    fc.assert(
      fc.property(cases, ({ size, blocks, mark }) => {
        const wanted = new Set(blocks.filter((block) => block < size));
        const set = new BlockSet(size, mark);
        for (const block of wanted) set.add(block);
        expect(set.without(set).count).toBe(0);
        const noted = BlockSet.fromBits(size, mark, set.toBits());
        for (const copy of [set, set.clone(), noted, set.without(new BlockSet(size, mark))]) {
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

  it('holds ranges over many chunks, and lets copies go their own ways', () => {
    const size = 100_000;
    const range = fc.tuple(fc.nat(size), fc.nat(size)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    fc.assert(
      fc.property(fc.array(range, { maxLength: 3 }), range, fc.nat(size), (ranges, [start, end], mark) => {
        const [set, expected] = [new BlockSet(size, mark), new Uint8Array(size)];
        for (const [from, to] of ranges) {
          set.addRange(from, to);
          expected.fill(1, from, to);
        }
        const before = listBlocks(set);
        const [more, other] = [set.clone(), new BlockSet(size, mark)];
        more.addRange(start, end);
        other.addRange(start, end);
        const less = set.without(other);
        expect(Buffer.compare(listBlocks(set), before)).toBe(0);
        expect(Buffer.compare(before, expected)).toBe(0);
        expect(Buffer.compare(listBlocks(less), expected.slice().fill(0, start, end))).toBe(0);
        expect(Buffer.compare(listBlocks(more), expected.slice().fill(1, start, end))).toBe(0);
        for (const each of [set, more, less]) {
          const there = listBlocks(each);
          expect(each.count).toBe(there.filter(Boolean).length);
          expect(each.countBelowMark).toBe(there.subarray(0, mark).filter(Boolean).length);
        }
      }),
      { numRuns: 40 },
    );
  });
});

/** A byte for each block: 1 where it is in the set, as its ranges tell. */
function listBlocks(set: BlockSet): Uint8Array {
  const there = new Uint8Array(set.size);
  for (const { start, count } of set.ranges()) there.fill(1, start, start + count);
  return there;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWasmErasureCode } from '../../src/coding/wasm-erasure-code.ts';
import { multiply, parityRows } from './naive-code.ts';

const code = createWasmErasureCode();

/** Data that follow from their size, so that vectors can be told in few words. */
function createShards(data: number, parity: number, length: number): Uint8Array {
  const shards = new Uint8Array((data + parity) * length);
  for (let at = 0; at < data * length; at += 1) shards[at] = (at * at + 7 * at + 3) & 0xff;
  return shards;
}

describe('the Reed-Solomon code', () => {
  it.each([
    [3, 2, 4, '57a7e98d73c1b871'],
    [5, 3, 2, '008430002367'],
    [1, 1, 3, '030b15'],
  ])('gives the parity of the vector %i + %i', (data, parity, length, expected) => {
    const shards = createShards(data, parity, length);
    code.encode(shards, data, parity);
    expect(Buffer.from(shards.subarray(data * length)).toString('hex')).toBe(expected);
  });

  it.each([
    [40, 6],
    [40, 80],
    [7, 3],
    [2, 1],
    [100, 20],
  ])('is the one that the specification defines, for %i + %i', (data, parity) => {
    const shards = createShards(data, parity, 2);
    code.encode(shards, data, parity);
    for (const [row, factors] of parityRows(data, parity).entries()) {
      for (const at of [0, 1]) {
        const sum = factors.reduce((total, factor, shard) => total ^ multiply(factor, shards[2 * shard + at]!), 0);
        expect(shards[2 * (data + row) + at]).toBe(sum);
      }
    }
  });

  it('restores what is missing from any shards that are left, time after time', () => {
    const sets = fc
      .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 700 }))
      .chain(([data, parity, length]) =>
        fc.record({
          data: fc.constant(data),
          parity: fc.constant(parity),
          length: fc.constant(length),
          missing: fc.uniqueArray(fc.nat(data + parity - 1), { maxLength: parity }),
        }),
      );
    fc.assert(
      fc.property(sets, ({ data, parity, length, missing }) => {
        const whole = createShards(data, parity, length);
        code.encode(whole, data, parity);
        const shards = whole.slice();
        for (const shard of missing) shards.fill(0xa5, shard * length, (shard + 1) * length);
        const present = Array.from({ length: data + parity }, (_, shard) => !missing.includes(shard));
        expect(code.reconstruct(shards, data, parity, present)).toBe(true);
        expect(Buffer.compare(shards.subarray(0, data * length), whole.subarray(0, data * length))).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('says so where too few shards are left', () => {
    const shards = createShards(5, 2, 8);
    expect(code.reconstruct(shards, 5, 2, [true, false, true, false, true, false, true])).toBe(false);
  });
});

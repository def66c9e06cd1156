import { expect, it } from 'vitest';
import { lentMemory } from '../../src/workers/lent-memory.ts';

it('lends the memory of arrays that own it, once, and of no others', () => {
  const [own, other] = [new Uint8Array(8), new Uint8Array(8)];
  const nearlyAll = new Uint8Array(8).subarray(1);
  const shared = new Uint8Array(new SharedArrayBuffer(8));
  expect(lentMemory([own, own, nearlyAll, other.subarray(0, 4), shared, new Uint8Array()])).toEqual([
    own.buffer,
    nearlyAll.buffer,
  ]);
});

import { expect, it } from 'vitest';
import { allocateMemory } from '../../src/io/own-memory.ts';
import { lentMemory } from '../../src/workers/worker-thread.ts';

it('lends memory of our own of which an array takes most, once, and no other', () => {
  const [own, other] = [allocateMemory(8), allocateMemory(8)];
  const nearlyAll = allocateMemory(8).subarray(1);
  const shared = new Uint8Array(new SharedArrayBuffer(8));
  expect(lentMemory([own, own, nearlyAll, other.subarray(0, 4), shared, new Uint8Array()])).toEqual([
    own.buffer,
    nearlyAll.buffer,
  ]);
});

it('does not lend what somebody else allocated, of which another part may be wanted', () => {
  expect(lentMemory([new Uint8Array(8), Buffer.alloc(1 << 20)])).toEqual([]);
});

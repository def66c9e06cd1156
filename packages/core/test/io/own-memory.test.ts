import { expect, it } from 'vitest';
import { allocateMemory, claimMemory, concatenate, isOwnMemory, releaseMemory } from '../../src/io/own-memory.ts';

const LARGE = 1 << 20;

it('empties a large array of our own, and all that share its memory', () => {
  const bytes = allocateMemory(LARGE);
  const part = bytes.subarray(1_000, 2_000);
  releaseMemory(part);
  expect(bytes.length).toBe(0);
  expect(part.length).toBe(0);
});

it('may be called again', () => {
  const bytes = concatenate([new Uint8Array(LARGE)]);
  releaseMemory(bytes);
  releaseMemory(bytes);
  expect(bytes.length).toBe(0);
});

it('leaves alone what somebody else allocated, whatever its length', () => {
  for (const bytes of [new Uint8Array(LARGE), Buffer.alloc(LARGE), Buffer.allocUnsafeSlow(LARGE)]) {
    releaseMemory(bytes);
    expect(bytes.length).toBe(LARGE);
  }
});

it('leaves the pool of Node alone, also where it was claimed', () => {
  const bytes = Buffer.from('small');
  releaseMemory(claimMemory(bytes));
  expect(isOwnMemory(bytes)).toBe(false);
  expect(bytes.toString()).toBe('small');
});

it('claims what a call of Node made for us alone', () => {
  const bytes = Buffer.allocUnsafe(LARGE);
  releaseMemory(claimMemory(bytes));
  expect(bytes.length).toBe(0);
});

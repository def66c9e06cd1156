import { expect, it } from 'vitest';
import { releaseMemory } from '../../src/io/release-memory.ts';

it('empties a large array, and all that share its memory', () => {
  const bytes = new Uint8Array(1 << 20);
  const part = bytes.subarray(1_000, 2_000);
  releaseMemory(part);
  expect(bytes.length).toBe(0);
  expect(part.length).toBe(0);
});

it('may be called again', () => {
  const bytes = new Uint8Array(1 << 20);
  releaseMemory(bytes);
  releaseMemory(bytes);
  expect(bytes.length).toBe(0);
});

it('leaves alone what may share its memory with others', () => {
  const bytes = Buffer.from('small');
  releaseMemory(bytes);
  expect(bytes.toString()).toBe('small');
});

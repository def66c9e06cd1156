import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { lies } from './hostile-answers.ts';
import { callHostileReceiver } from './hostile-receiver.ts';

describe('a station that calls a receiver with the right certificate and every bad intention', () => {
  it('ends each call with a code, in bounded time and memory, and takes nothing for delivered', {
    timeout: 120_000,
  }, async () => {
    const workplace = await temporaryFolder();
    const seed = Math.floor(Math.random() * 1_000_000);
    const { ends, bad, grownBytes } = await callHostileReceiver({ workplace, seed, count: 24 });
    expect(bad, `seed ${seed}`).toEqual([]);
    expect(grownBytes, `seed ${seed}`).toBeLessThan(1e9);
    expect(Object.keys(ends).every((kind) => Object.hasOwn(lies, kind))).toBe(true);
  });

  it('does not follow one to another protocol', async () => {
    const workplace = await temporaryFolder();
    const { ends, bad } = await callHostileReceiver({ workplace, seed: 1, count: 3, kinds: ['another protocol'] });
    expect(bad).toEqual([]);
    expect(Object.keys(ends['another protocol'] ?? {})).toEqual(['receiver-answer-invalid']);
  });
});

import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readForgedDiscs } from './forged-discs.ts';

const seed = randomInt(1_000_000);

describe('forged discs', () => {
  it(`give nothing that was not sealed, and keep no true disc from being read (seed ${seed})`, {
    timeout: 60_000,
  }, async () => {
    const { sets, delivered, restored } = await readForgedDiscs({ sets: 25, seed });
    expect(sets).toBe(25);
    expect(delivered).toBeGreaterThan(restored);
    expect(restored).toBeGreaterThan(0);
  });

  it('would be noticed if anything else was delivered', { timeout: 60_000 }, async () => {
    await expect(readForgedDiscs({ sets: 20, seed: 1, sabotage: true })).rejects.toThrow('is not what was sealed');
  });
});

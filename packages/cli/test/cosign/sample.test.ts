import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSampleSeed, drawSample } from '../../src/cosign/sample.ts';

describe('drawSample', () => {
  it('gives the sample that the documented rule gives', () => {
    // Drawn with a few lines of Python from the text of "scelle cosign --help".
    expect(drawSample('000102030405060708090a0b0c0d0e0f', 1_000, 5)).toEqual([165, 210, 364, 948, 989]);
  });

  it('gives distinct indices in ascending order, as many as asked or all', () => {
    const seeds = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex'));
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 0, max: 5_000_000 }),
        fc.integer({ min: 0, max: 20 }),
        (seed, count, size) => {
          const sample = drawSample(seed, count, size);
          expect(sample).toHaveLength(Math.min(count, size));
          expect(new Set(sample).size).toBe(sample.length);
          expect([...sample].sort((left, right) => left - right)).toEqual(sample);
          expect(sample.every((index) => index >= 0 && index < count)).toBe(true);
        },
      ),
    );
  });

  it('takes another seed each time', () => {
    expect(createSampleSeed()).toMatch(/^[0-9a-f]{32}$/);
    expect(createSampleSeed()).not.toBe(createSampleSeed());
  });
});

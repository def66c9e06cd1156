import { describe, expect, it } from 'vitest';
import { checkIntegers } from '../src/options.ts';
import { createWorkers } from '../src/workers/workers.ts';

const useless: readonly unknown[] = [Number.NaN, -1, Number.POSITIVE_INFINITY, 1.5, '1', null, undefined, 11];

describe('numbers that a program gives', () => {
  it.each(useless)('are not %o', (value) => {
    const check = () => checkIntegers({ most: value }, { most: [0, 10] });
    const details = { field: 'most', found: String(value), expected: 'integer:0:10' };
    expect(check).toThrow(expect.objectContaining({ code: 'option-invalid', details }));
  });

  it('are integers within their bounds', () => {
    expect(() => checkIntegers({ least: 0, most: 10 }, { least: [0, 10], most: [0, 10] })).not.toThrow();
  });

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY, 1.5])('are no number of threads: %d', (threads) => {
    expect(() => createWorkers({ threads })).toThrow(expect.objectContaining({ code: 'option-invalid' }));
  });
});

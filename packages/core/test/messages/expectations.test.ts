import { describe, expect, it } from 'vitest';
import { formatExpectation, isExpectation } from '../../src/errors/expectations.ts';

describe('what would have been right', () => {
  it('is worded in both languages', () => {
    expect(formatExpectation('en', 'integer:1:65535')).toBe(' (expected: an integer from 1 to 65535)');
    expect(formatExpectation('fr', 'integer:1:65535')).toBe(' (attendu : un entier de 1 à 65535)');
  });

  it('is left out where it is not one of ours', () => {
    for (const text of ['Invalid input', 'toString', 'constructor:x', '']) {
      expect(isExpectation(text)).toBe(false);
      expect(formatExpectation('en', text)).toBe('');
    }
    expect(formatExpectation('fr', undefined)).toBe('');
  });
});

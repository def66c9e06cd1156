import { describe, expect, it } from 'vitest';
import { formatInstant, formatNumber, formatSize, groupDigest } from '../../../src/render/view/facts.ts';

describe('figures in a report', () => {
  it.each([
    [0, 'en', '0 bytes'],
    [999, 'fr', '999 octets'],
    [1_000, 'en', '1 kB (1,000 bytes)'],
    [4_690_000_000, 'en', '4.7 GB (4,690,000,000 bytes)'],
    [Number.MAX_SAFE_INTEGER, 'en', '9,007.2 TB (9,007,199,254,740,991 bytes)'],
  ] as const)('give %d bytes rounded and exactly (%s)', (bytes, language, text) => {
    expect(formatSize(bytes, language).replaceAll('\u00a0', ' ')).toBe(text);
  });

  it('set thousands apart in the way of the language', () => {
    expect(formatNumber(18_429_234, 'en')).toBe('18,429,234');
    expect(formatNumber(18_429_234, 'fr')).toBe('18\u202f429\u202f234');
  });

  it('keep an instant to the millisecond', () => {
    expect(formatInstant('2026-11-02T10:00:00.250Z')).toBe('2026-11-02 10:00:00.250 UTC');
  });

  it('group a digest for the telephone', () => {
    expect(groupDigest('0123456789abcdef'.repeat(4))).toEqual(Array(2).fill('0123 4567 89ab cdef 0123 4567 89ab cdef'));
  });
});

import { isInstant } from '@scelle/core/internal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Notes } from '../../src/notes/note.ts';
import { toInstantText } from '../../src/values/fields.ts';

function read(text: string, assumeUtc = false): { readonly instant: string | null; readonly codes: readonly string[] } {
  const notes = new Notes();
  return { instant: toInstantText(text, { field: 'f', notes, assumeUtc }), codes: notes.all.map(({ code }) => code) };
}

describe('toInstantText', () => {
  it.each([
    ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z', []],
    [' 2026-03-01 10:00:00.5+02:00 ', '2026-03-01T08:00:00.500Z', []],
    ['2026-03-01t23:30:00-0130', '2026-03-02T01:00:00Z', []],
    ['2026-03-01T10:00:00,123456789Z', '2026-03-01T10:00:00.123Z', ['precision-lost']],
    ['2026-03-01T10:00:00.1230000Z', '2026-03-01T10:00:00.123Z', []],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z', []],
    ['0099-01-01T00:00:00Z', '0099-01-01T00:00:00Z', []],
    ['2038-01-19T03:14:08Z', '2038-01-19T03:14:08Z', []],
  ])('reads %s', (text, instant, codes) => {
    expect(read(text)).toEqual({ instant, codes });
  });

  it.each([
    '2026-03-01T10:00:00',
    '2026-03-01T10:00Z',
    '2026-02-29T10:00:00Z',
    '2026-03-01T10:00:60Z',
    '2026-03-01T24:00:00Z',
    '9999-12-31T23:59:59-01:00',
    '0001-01-01T00:00:00+01:00',
    '01/03/2026 10:00:00',
    '1772359200',
    '',
  ])('refuses %s', (text) => {
    expect(read(text)).toEqual({ instant: null, codes: ['value-invalid'] });
  });

  it('takes a time without a zone as UTC only where it may, and says so', () => {
    expect(read('2026-03-01 10:00:00', true)).toEqual({
      instant: '2026-03-01T10:00:00Z',
      codes: ['time-zone-assumed'],
    });
  });

  it('gives an instant or nothing for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { instant } = read(text, true);
        expect(instant === null || isInstant(instant)).toBe(true);
      }),
    );
  });
});

import { isInstant } from '@scelle/core/internal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownMapping } from '../../src/mapping/mapping.ts';
import { Notes } from '../../src/notes/note.ts';
import { toInstantText } from '../../src/values/instants.ts';
import { parseTimePattern } from '../../src/values/time-pattern.ts';

function read(text: string, assumeUtc = false): { readonly instant: string | null; readonly codes: readonly string[] } {
  const notes = new Notes();
  return {
    instant: toInstantText(text, { field: 'f', notes }, { ...ownMapping, assumeUtc }),
    codes: notes.all.map(({ code }) => code),
  };
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
    // As PostgreSQL writes timestamptz.
    ['2025-03-01 10:00:00+01', '2025-03-01T09:00:00Z', []],
    ['2025-03-01 10:00:00.123456+00', '2025-03-01T10:00:00.123Z', ['precision-lost']],
    ['2025-03-01 10:00:00+14:00', '2025-02-28T20:00:00Z', []],
    ['2025-03-01 10:00:00 UTC', '2025-03-01T10:00:00Z', []],
    ['2025/03/01 10:00:00Z', '2025-03-01T10:00:00Z', []],
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

  it.each([
    ['2025-03-01T10:00:00', 'time-zone'],
    ['2025-03-01T10:00', 'time-seconds'],
    ['2025-03-01T10:00+01:00', 'time-seconds'],
    ['01/03/2026 10:00:00', 'time-order'],
    ['2025-03-01T10:00:00+99:99', 'time-offset'],
    ['2025-03-01T10:00:00+25:00', 'time-offset'],
    ['2025-03-01T10:00:00+14:30', 'time-offset'],
    ['2025-03-01T10:00:00+01:60', 'time-offset'],
    ['2025-02-29T10:00:00Z', 'time-range'],
    ['2025-03-01T10:00:00 CET', 'time'],
    ['yesterday', 'time'],
  ])('tells what %s lacks: %s', (text, expected) => {
    const notes = new Notes();
    toInstantText(text, { field: 'f', notes }, ownMapping);
    expect(notes.all).toEqual([{ kind: 'refusal', code: 'value-invalid', field: 'f', expected }]);
  });

  it.each([
    ['dd/MM/yyyy HH:mm:ss', '01/03/2026 10:00:00', '2026-03-01T10:00:00Z'],
    ['M/d/yyyy h:mm:ss a', '3/1/2026 12:00:05 AM', '2026-03-01T00:00:05Z'],
    ["yyyyMMdd'T'HHmmssX", '20260301T100000+0100', '2026-03-01T09:00:00Z'],
    ['yyyy.MM.dd HH:mm:ss.SSS', '2026.03.01 10:00:00.25', '2026-03-01T10:00:00.250Z'],
    ['epoch-seconds', '1772359200', '2026-03-01T10:00:00Z'],
    ['epoch-seconds', '1772359200.5', '2026-03-01T10:00:00.500Z'],
    ['epoch-milliseconds', '1772359200250', '2026-03-01T10:00:00.250Z'],
  ])('reads by the pattern %s', (pattern, text, instant) => {
    const rules = { ...ownMapping, assumeUtc: true, timePattern: [pattern] };
    expect(toInstantText(text, { field: 'f', notes: new Notes() }, rules)).toBe(instant);
  });

  it('refuses a time that two patterns read differently', () => {
    const timePattern = ['dd/MM/yyyy HH:mm:ss', 'MM/dd/yyyy HH:mm:ss'];
    const rules = { ...ownMapping, assumeUtc: true, timePattern };
    expect(toInstantText('01/03/2026 10:00:00', { field: 'f', notes: new Notes() }, rules)).toBeNull();
    expect(toInstantText('13/03/2026 10:00:00', { field: 'f', notes: new Notes() }, rules)).toBeNull();
    expect(toInstantText('03/03/2026 10:00:00', { field: 'f', notes: new Notes() }, rules)).toBe(
      '2026-03-03T10:00:00Z',
    );
  });

  it.each(['dd/MM/yyyy HH:mm', 'dd/MM/yy HH:mm:ss', 'dd/MM/yyyy hh:mm:ss', 'dd/dd/yyyy HH:mm:ss', 'x', ''])(
    'takes %j for no pattern',
    (pattern) => {
      expect(parseTimePattern(pattern)).toBeNull();
    },
  );

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

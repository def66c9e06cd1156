import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareInstants, isInstant, toEpochMilliseconds } from '../../src/canonical/text.ts';

const milliseconds = fc.integer({
  min: Date.parse('0001-01-01T00:00:00Z'),
  max: Date.parse('9999-12-31T23:59:59.999Z'),
});

function toInstant(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString().replace('.000Z', 'Z');
}

describe('an instant', () => {
  it.each([
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '2024-02-29T00:00:00Z',
    '2000-02-29T00:00:00Z',
    '2026-01-31T23:59:59.001Z',
    '2026-01-31T23:59:59.010Z',
  ])('is accepted: %s', (text) => expect(isInstant(text)).toBe(true));

  it.each([
    '0000-01-01T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-32T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2016-12-31T23:59:60Z',
    '2026-01-01T00:00:00.000Z',
    '2026-01-01T00:00:00.1Z',
    '2026-01-01T00:00:00.1234Z',
    '2026-01-01T00:00:00,123Z',
    '2026-01-01T00:00:00z',
    '2026-01-01t00:00:00Z',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00:00+00:00',
    '2026-01-01T00:00:00',
    '+002026-01-01T00:00:00Z',
    '２026-01-01T00:00:00Z',
    '2026-01-01T00:00:00Z\n',
    '',
  ])('is refused: %j', (text) => expect(isInstant(text)).toBe(false));

  it('is accepted for every millisecond of the calendar, and converted back to it', () => {
    fc.assert(
      fc.property(milliseconds, (time) => {
        expect(isInstant(toInstant(time))).toBe(true);
        expect(toEpochMilliseconds(toInstant(time))).toBe(time);
      }),
    );
  });

  it('sorts by time, with and without milliseconds', () => {
    const near = fc.tuple(milliseconds, fc.integer({ min: -2_000, max: 2_000 }));
    fc.assert(
      fc.property(near, ([time, distance]) => {
        fc.pre(time + distance >= Date.parse('0001-01-01T00:00:00Z') && time + distance < Date.parse('9999-12-31'));
        const order = compareInstants(toInstant(time), toInstant(time + distance));
        expect(Math.sign(order)).toBe(Math.sign(-distance) + 0);
      }),
    );
    expect(compareInstants('2026-01-01T12:00:00Z', '2026-01-01T12:00:00.250Z')).toBeLessThan(0);
  });
});

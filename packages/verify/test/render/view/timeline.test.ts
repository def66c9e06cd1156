import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordSummary } from '../../../src/index.ts';
import { foldTimeline } from '../../../src/render/view/timeline.ts';

const HOUR_MILLISECONDS = 3_600_000;

describe('the timeline', () => {
  it('shows hours as they are, and leaves room for those without records', () => {
    const timeline = foldTimeline(
      summarise([
        ['2026-11-02T22', 5],
        ['2026-11-03T01', 7],
      ]),
    );
    expect(timeline).toEqual({
      unit: 'hour',
      slots: 4,
      bars: [
        { slot: 0, label: '2026-11-02 22:00', records: 5 },
        { slot: 3, label: '2026-11-03 01:00', records: 7 },
      ],
      peak: 7,
      ticks: ['2026-11-02 22:00', '2026-11-02 23:00', '2026-11-03 01:00'],
    });
  });

  it.each([
    [72, 'hour', 72],
    [73, 'day', 4],
    [161 * 24, 'day', 161],
    [366 * 24, 'day', 366],
    [368 * 24, 'month', 13],
    [21 * 366 * 24, 'year', 22],
  ])('folds %d hours by the %s', (count, unit, slots) => {
    const timeline = foldTimeline(everyHour('2011-05-16T00:00Z', count));
    expect(timeline).toMatchObject({ unit, slots });
  });

  it('stays small over all years that an instant can name', () => {
    const timeline = foldTimeline(
      summarise([
        ['0000-01-01T00', 1],
        ['2026-11-02T10', 1],
        ['9999-12-31T23', 1],
      ]),
    );
    expect(timeline).toMatchObject({ unit: 'year', slots: 10_000, ticks: ['0000', '4999', '9999'] });
    expect(timeline?.bars).toHaveLength(3);
  });

  it('has one tick for one hour, and is absent without records', () => {
    expect(foldTimeline(summarise([['2026-11-02T22', 5]]))?.ticks).toEqual(['2026-11-02 22:00']);
    expect(foldTimeline(summarise([]))).toBeNull();
  });

  it('loses no record, whatever the hours', () => {
    const hour = fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(hour, fc.integer({ min: 1 })), { minLength: 1, selector: ([date]) => toHour(date) }),
        (drawn) => {
          const hours = drawn.map(([date, records]): [string, number] => [toHour(date), records]);
          hours.sort(([a], [b]) => (a < b ? -1 : 1));
          const { bars, slots } = foldTimeline(summarise(hours))!;
          const total = (counts: readonly { readonly records: number }[]) =>
            counts.reduce((sum, { records }) => sum + records, 0);
          expect(total(bars)).toBe(total(summarise(hours).hours));
          expect(bars.every(({ slot }) => Number.isInteger(slot) && slot >= 0 && slot < slots)).toBe(true);
        },
      ),
    );
  });
});

function summarise(hours: readonly (readonly [string, number])[]): RecordSummary {
  return {
    count: hours.reduce((sum, [, records]) => sum + records, 0),
    hours: hours.map(([hour, records]) => ({ hour, records })),
  };
}

function everyHour(start: string, count: number): RecordSummary {
  const first = Date.parse(start);
  return summarise(
    Array.from({ length: count }, (_, index) => [toHour(new Date(first + index * HOUR_MILLISECONDS)), 1]),
  );
}

function toHour(date: Date): string {
  return date.toISOString().slice(0, 13);
}

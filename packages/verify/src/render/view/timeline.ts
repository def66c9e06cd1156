import type { RecordSummary } from '../../contract/report.ts';

/** The time that one bar stands for. */
type TimelineUnit = 'hour' | 'day' | 'month' | 'year';

/** The records of one span of time; spans without records have no bar. */
interface TimelineBar {
  /** Counted from 0 at the first bar. */
  readonly slot: number;
  readonly label: string;
  readonly records: number;
}

/** Records over time, in as few slots as a page can show. */
export interface Timeline {
  readonly unit: TimelineUnit;
  /** How many spans there are from the first bar to the last, those without records included. */
  readonly slots: number;
  readonly bars: readonly TimelineBar[];
  /** The most records in one bar. */
  readonly peak: number;
  /** Labels of the first, the middle and the last slot, without repeats. */
  readonly ticks: readonly string[];
}

interface Scale {
  readonly unit: TimelineUnit;
  readonly mostSlots: number;
  /** The number of the span that holds an hour, given as `YYYY-MM-DDTHH`. */
  toSlot(hour: string): number;
  /** The beginning of the span with that number. */
  toLabel(slot: number): string;
}

const HOUR_MILLISECONDS = 3_600_000;
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS;

/** From fine to coarse: the first that suffices is taken. */
const scales: readonly Scale[] = [
  {
    unit: 'hour',
    mostSlots: 72,
    toSlot: (hour) => Date.parse(`${hour}:00Z`) / HOUR_MILLISECONDS,
    toLabel: (slot) => toText(slot * HOUR_MILLISECONDS).slice(0, 16),
  },
  {
    unit: 'day',
    mostSlots: 366,
    toSlot: (hour) => Date.parse(`${hour.slice(0, 10)}T00:00Z`) / DAY_MILLISECONDS,
    toLabel: (slot) => toText(slot * DAY_MILLISECONDS).slice(0, 10),
  },
  {
    unit: 'month',
    mostSlots: 240,
    toSlot: (hour) => Number(hour.slice(0, 4)) * 12 + Number(hour.slice(5, 7)) - 1,
    toLabel: (slot) => `${toYear(Math.floor(slot / 12))}-${String((slot % 12) + 1).padStart(2, '0')}`,
  },
  { unit: 'year', mostSlots: Number.POSITIVE_INFINITY, toSlot: (hour) => Number(hour.slice(0, 4)), toLabel: toYear },
];

/** Folds the records per hour into hours, days, months or years; null where there are no records. */
export function foldTimeline({ hours }: RecordSummary): Timeline | null {
  const [first, last] = [hours.at(0), hours.at(-1)];
  if (first === undefined || last === undefined) return null;
  const scale = scales.find((candidate) => countSlots(candidate, first.hour, last.hour) <= candidate.mostSlots)!;
  const start = scale.toSlot(first.hour);
  const slots = countSlots(scale, first.hour, last.hour);
  const counts = new Map<number, number>();
  for (const { hour, records } of hours) {
    const slot = scale.toSlot(hour) - start;
    counts.set(slot, (counts.get(slot) ?? 0) + records);
  }
  const bars = Array.from(counts, ([slot, records]) => ({ slot, records, label: scale.toLabel(start + slot) }));
  const peak = bars.reduce((most, { records }) => Math.max(most, records), 0);
  const shown = new Set([0, Math.floor((slots - 1) / 2), slots - 1]);
  return { unit: scale.unit, slots, bars, peak, ticks: Array.from(shown, (slot) => scale.toLabel(start + slot)) };
}

function countSlots({ toSlot }: Scale, first: string, last: string): number {
  return toSlot(last) - toSlot(first) + 1;
}

function toText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('T', ' ');
}

function toYear(year: number): string {
  return String(year).padStart(4, '0');
}

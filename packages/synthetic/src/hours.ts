import type { Prng } from './prng.ts';

/** How much is shared in each hour of the day (UTC): a quiet night and a peak in the French evening. */
const HOURLY_WEIGHTS: readonly number[] = [
  30, 20, 13, 9, 7, 8, 12, 18, 25, 30, 34, 40, 44, 44, 45, 50, 60, 75, 92, 100, 98, 85, 65, 45,
];

const TOTAL_WEIGHT: number = HOURLY_WEIGHTS.reduce((sum, weight) => sum + weight, 0);

/** Share of the seconds whose observations carry milliseconds. */
const PRECISE_SECONDS = 0.08;

/**
 * Gives the instants of `count` observations of one day, in order, as canonical text. The i-th one lies in the i-th of
 * `count` equally likely parts of the day, so that nothing has to be collected and sorted.
 *
 * @param day `YYYY-MM-DD`, in UTC.
 */
export function* instantsOfDay(day: string, count: number, prng: Prng): Generator<string> {
  let second = -1;
  let text = '';
  let precise = false;
  for (let index = 0; index < count; index++) {
    const time = millisecondOfDay((index + prng.fraction()) / count);
    if (Math.floor(time / 1000) !== second) {
      second = Math.floor(time / 1000);
      text = `${day}T${timeOfDay(second)}`;
      // Drawn once a second: an instant cut to its second must not follow a precise one of the same second.
      precise = prng.chance(PRECISE_SECONDS);
    }
    const milliseconds = time % 1000;
    yield precise && milliseconds > 0 ? `${text}.${String(milliseconds).padStart(3, '0')}Z` : `${text}Z`;
  }
}

/** The time before which the given share (0 to 1) of a day's observations lies, in whole milliseconds from midnight. */
function millisecondOfDay(share: number): number {
  let left = share * TOTAL_WEIGHT;
  let hour = 0;
  for (const weight of HOURLY_WEIGHTS) {
    if (left < weight) return Math.floor((hour + left / weight) * 3_600_000);
    left -= weight;
    hour += 1;
  }
  return hour * 3_600_000 - 1;
}

function timeOfDay(second: number): string {
  return `${twoDigits(second / 3600)}:${twoDigits((second / 60) % 60)}:${twoDigits(second % 60)}`;
}

function twoDigits(value: number): string {
  const digits = String(Math.floor(value));
  return digits.length === 1 ? `0${digits}` : digits;
}

import { toDay } from '@scelle/verify';

/** So many minutes are remembered; with more, all are looked up anew. */
const MAX_REMEMBERED = 20_000;
const MINUTE_PREFIX = 'YYYY-MM-DDTHH:MM'.length;

/** Tells the days of instants in a time zone, and remembers them by the minute: no zone begins a day within one. */
export function createDayFinder(zone: string): (instant: string) => string {
  const days = new Map<string, string>();
  return (instant) => {
    const minute = instant.slice(0, MINUTE_PREFIX);
    const known = days.get(minute);
    if (known !== undefined) return known;
    if (days.size >= MAX_REMEMBERED) days.clear();
    const day = toDay(`${minute}:00Z`, zone);
    days.set(minute, day);
    return day;
  };
}

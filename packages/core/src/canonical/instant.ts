const SHAPE = /^(\d{4})-(\d{2})-(\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.(?!000)\d{3})?Z$/;

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysInMonth(year: number, month: number): number | undefined {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeapYear ? 29 : DAYS_IN_MONTH[month - 1];
}

/**
 * Whether the text is an instant: `YYYY-MM-DDTHH:MM:SSZ`, or with exactly three decimals that are not `000`. The day
 * must exist in the Gregorian calendar; there is no second 60, and no year 0000, which PostgreSQL and Python lack.
 * Source: docs/format.md § Canonical JSON; RFC 3339.
 */
export function isInstant(text: string): boolean {
  const match = SHAPE.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && day >= 1 && day <= (daysInMonth(year, month) ?? 0);
}

/** Order of two instants: negative, zero or positive, as `Array.sort` wants it. */
export function compareInstants(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length === b.length) return a < b ? -1 : 1;
  // With its "Z", 12:00:00Z would sort behind 12:00:00.250Z, because "Z" comes after ".".
  return a.slice(0, -1) < b.slice(0, -1) ? -1 : 1;
}

/** Milliseconds from 1970-01-01T00:00:00Z to the instant, negative before; leap seconds are not counted. */
export function toEpochMilliseconds(instant: string): number {
  return Date.parse(instant);
}

/** What becomes of a local time over which the clocks were changed; unless a person decided, such a record is refused. */
export interface ClockChanges {
  /** A time that exists twice: the first or the second of them. */
  readonly repeatedHour: 'refuse' | 'first' | 'second';
  /** A time that does not exist: as if the clocks had been put forward only behind it. */
  readonly skippedHour: 'refuse' | 'forward';
}

/** What a local time is in a zone: an instant, or why it is none. `decided` where the rules for changes were needed. */
type ZonedTime =
  | { readonly milliseconds: number; readonly decided: boolean }
  | { readonly milliseconds: null; readonly reason: 'time-exists' | 'time-once' };

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Whether the name is a time zone of the IANA database. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** The instant of a local time, given in milliseconds as if it were UTC, in a zone. */
export function toZonedTime(local: number, zone: TimeZone, changes: ClockChanges): ZonedTime {
  const around = [zone.offsetAt(local - DAY), zone.offsetAt(local), zone.offsetAt(local + DAY)];
  const [first, second] = [...new Set(around)]
    .map((offset) => local - offset)
    .filter((instant) => instant + zone.offsetAt(instant) === local)
    .sort((left, right) => left - right);
  if (first === undefined) {
    if (changes.skippedHour === 'refuse') return { milliseconds: null, reason: 'time-exists' };
    return { milliseconds: local - around[0]!, decided: true };
  }
  if (second === undefined) return { milliseconds: first, decided: false };
  if (changes.repeatedHour === 'refuse') return { milliseconds: null, reason: 'time-once' };
  return { milliseconds: changes.repeatedHour === 'first' ? first : second, decided: true };
}

/** Most offsets that are kept: a table has many records of the same minutes. */
const MAX_KEPT = 50_000;

/** A time zone, which knows its offset at any instant. The data are those of the engine. */
export class TimeZone {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  /** `name` is one of the IANA database. */
  constructor(name: string) {
    const numeric = 'numeric';
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  }

  /** By how many milliseconds clocks are ahead of UTC at that instant. */
  offsetAt(instant: number): number {
    // Since 1972 every change took place at a full minute.
    const isRecent = instant >= Date.UTC(1973);
    const minute = Math.floor(instant / MINUTE);
    const known = isRecent ? this.#offsets.get(minute) : undefined;
    if (known !== undefined) return known;
    const offset = this.#computeOffset(Math.floor(instant / 1_000) * 1_000);
    if (this.#offsets.size >= MAX_KEPT) this.#offsets.clear();
    if (isRecent) this.#offsets.set(minute, offset);
    return offset;
  }

  #computeOffset(instant: number): number {
    const parts = new Map(this.#format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type)!;
    const local = new Date(0);
    local.setUTCFullYear(part('year'), part('month') - 1, part('day'));
    local.setUTCHours(part('hour'), part('minute'), part('second'));
    return local.getTime() - instant;
  }
}

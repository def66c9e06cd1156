/** What a text says of a time, as it stands there. An epoch is in milliseconds. */
export interface WrittenTime {
  /** Year, month, day, hour, minute, second; null where the time is an epoch. */
  readonly parts: readonly [number, number, number, number, number, number] | null;
  readonly epoch: number | null;
  /** Digits of the fraction of a second. */
  readonly fraction: string;
  /** The zone as it is written: `Z`, `UTC`, `GMT` or an offset; null where there is none. */
  readonly zone: string | null;
}

/** Reads a time that is written in one way; null where it is not. */
export type TimePattern = (text: string) => WrittenTime | null;

/** The patterns that have a name: ISO 8601 and RFC 3339, and numbers of seconds or milliseconds since 1970. */
const named: ReadonlyMap<string, TimePattern> = new Map([
  ['iso', readIso],
  ['epoch-seconds', (text: string) => readEpoch(text, 1_000)],
  ['epoch-milliseconds', (text: string) => readEpoch(text, 1)],
]);

const ZONE = '(?<zone>[Zz]|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)';
const ISO = new RegExp(
  String.raw`^(?<year>\d{4})(?<mark>[-/])(?<month>\d{2})\k<mark>(?<day>\d{2})[Tt ](?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})(?:[.,](?<fraction>\d{1,12}))? ?${ZONE}?$`,
);

/** A time of ISO 8601 with seconds, as RFC 3339, PostgreSQL and others write it; with `/` in the date, too. */
function readIso(text: string): WrittenTime | null {
  return toWritten(ISO.exec(text)?.groups);
}

function readEpoch(text: string, unit: number): WrittenTime | null {
  const [, whole, fraction = ''] = /^(\d{1,15})(?:\.(\d{1,9}))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const epoch = Number(whole) * unit;
  return { parts: null, epoch, fraction: unit === 1_000 ? fraction : '', zone: 'Z' };
}

/** What the letters of a pattern stand for. */
const tokens: ReadonlyMap<string, string> = new Map([
  ['yyyy', '(?<year>\\d{4})'],
  ['MM', '(?<month>\\d{2})'],
  ['M', '(?<month>\\d{1,2})'],
  ['dd', '(?<day>\\d{2})'],
  ['d', '(?<day>\\d{1,2})'],
  ['HH', '(?<hour>\\d{2})'],
  ['H', '(?<hour>\\d{1,2})'],
  ['hh', '(?<half>\\d{2})'],
  ['h', '(?<half>\\d{1,2})'],
  ['mm', '(?<minute>\\d{2})'],
  ['ss', '(?<second>\\d{2})'],
  ['a', '(?<noon>[AaPp][Mm])'],
  ['S', '(?<fraction>\\d{1,12})'],
  ['X', ZONE],
]);

/** What a pattern of one's own must have: without seconds a dynamic address may be that of somebody else. */
const demanded = [['yyyy'], ['MM', 'M'], ['dd', 'd'], ['HH', 'H', 'hh', 'h'], ['mm'], ['ss']];

/**
 * Reads a pattern such as `dd/MM/yyyy HH:mm:ss`, or a named one; null where it is none, has a letter twice, or lacks year,
 * month, day, hour, minute or second. Letters are those of Unicode TR 35; text stands between apostrophes.
 */
export function parseTimePattern(pattern: string): TimePattern | null {
  const known = named.get(pattern);
  if (known !== undefined) return known;
  const pieces = pattern.match(/'[^']*'|([A-Za-z])\1*|[^A-Za-z']/g) ?? [];
  if (pieces.join('') !== pattern) return null;
  const letters = pieces.map((piece) => (/^S+$/.test(piece) ? 'S' : piece)).filter((piece) => /^[A-Za-z]/.test(piece));
  const isComplete = demanded.every((some) => letters.filter((letter) => some.includes(letter)).length === 1);
  const isHalfDay = letters.some((letter) => letter === 'hh' || letter === 'h');
  if (!isComplete || new Set(letters).size < letters.length || isHalfDay !== letters.includes('a')) return null;
  if (!letters.every((letter) => tokens.has(letter))) return null;
  const source = pieces.map(
    (piece) => tokens.get(/^S+$/.test(piece) ? 'S' : piece) ?? escapePattern(piece.replaceAll("'", '')),
  );
  const expression = new RegExp(`^${source.join('')}$`);
  return (text) => toWritten(expression.exec(text)?.groups);
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

type Groups = Readonly<Record<string, string | undefined>>;

function toWritten(groups: Groups | undefined): WrittenTime | null {
  if (groups === undefined) return null;
  const { year, month, day, minute, second, fraction = '', zone = null } = groups;
  const parts = [Number(year), Number(month), Number(day), toHour(groups), Number(minute), Number(second)] as const;
  return { parts, epoch: null, fraction, zone };
}

/** The hour of the day; one that is no hour of the half day becomes none of the day either. */
function toHour({ hour, half, noon }: Groups): number {
  if (half === undefined) return Number(hour);
  if (Number(half) < 1 || Number(half) > 12) return 99;
  return (Number(half) % 12) + (noon!.toLowerCase() === 'pm' ? 12 : 0);
}

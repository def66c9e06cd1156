import { toInstant } from '@scelle/core';
import { isInstant } from '@scelle/core/internal';
import type { ValueForm } from '../notes/forms.ts';
import type { Notes } from '../notes/note.ts';
import { parseTimePattern, type TimePattern, type WrittenTime } from './time-pattern.ts';
import { type ClockChanges, TimeZone, toZonedTime } from './time-zone.ts';

/** How the times of an input are to be read. */
export interface TimeRules extends ClockChanges {
  /** Whether times without a zone are UTC. */
  readonly assumeUtc: boolean;
  /** The zone of times without one, by its name in the IANA database; null where such records are refused. */
  readonly timeZone: string | null;
  /** How times are written: `iso`, `epoch-seconds`, `epoch-milliseconds`, or a pattern such as `dd/MM/yyyy HH:mm:ss`. */
  readonly timePattern: readonly string[];
}

/**
 * A time as an instant in UTC, or null where it is none; then the record is refused, and the note tells what is missing.
 * Seconds are demanded, because a dynamic address may change hands within a minute. More than milliseconds are cut, and
 * noted.
 */
export function toInstantText(
  text: string,
  { field, notes }: { readonly field: string; readonly notes: Notes },
  rules: TimeRules,
): string | null {
  const trimmed = text.trim();
  const readings = rules.timePattern.flatMap((pattern) => findPattern(pattern)(trimmed) ?? []);
  if (readings.length === 0) return notes.refuseValue(field, explainTime(trimmed));
  const own = new Set<string | ValueForm>();
  let instant: string | null = null;
  for (const written of readings) {
    const found = toMilliseconds(written, { field, notes }, rules);
    if (typeof found === 'string') return notes.refuseValue(field, found);
    instant = toText(found, written, { field, notes });
    if (instant === null) return notes.refuseValue(field, 'time-range');
    own.add(instant);
  }
  // Patterns that read the same text differently decide nothing.
  return own.size === 1 ? instant : notes.refuseValue(field, 'time-order');
}

const patterns = new Map<string, TimePattern>();

/** Patterns come from a mapping, which has a few of them. */
function findPattern(pattern: string): TimePattern {
  const known = patterns.get(pattern) ?? parseTimePattern(pattern)!;
  patterns.set(pattern, known);
  return known;
}

const zones = new Map<string, TimeZone>();

function findZone(name: string): TimeZone {
  const known = zones.get(name) ?? new TimeZone(name);
  zones.set(name, known);
  return known;
}

/** Milliseconds since 1970 of the full second, or why there are none. */
function toMilliseconds(
  { parts, epoch, zone }: WrittenTime,
  { field, notes }: { readonly field: string; readonly notes: Notes },
  rules: TimeRules,
): number | ValueForm {
  if (parts === null) return epoch!;
  const [year, month, day, hour, minute, second] = parts;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const local = date.getTime();
  const isSame = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  if (!isSame || minute > 59 || second > 59) return 'time-range';
  if (zone !== null) {
    const offset = toOffset(zone);
    return offset === null ? 'time-offset' : local - offset;
  }
  if (rules.timeZone === null && !rules.assumeUtc) return 'time-zone';
  notes.guess('time-zone-assumed', field);
  if (rules.timeZone === null) return local;
  const zoned = toZonedTime(local, findZone(rules.timeZone), rules);
  if (zoned.milliseconds === null) return zoned.reason;
  if (zoned.decided) notes.guess('clock-change-decided', field);
  return zoned.milliseconds;
}

/** Milliseconds ahead of UTC; null where no clock is. Source: the widest offsets in use, −12:00 and +14:00. */
function toOffset(zone: string): number | null {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  const total = Number(hours) * 60 + Number(minutes);
  if (Number(minutes) > 59 || total > 14 * 60) return null;
  return total * 60_000 * (sign === '-' ? -1 : 1);
}

function toText(
  second: number,
  { fraction }: WrittenTime,
  { field, notes }: { readonly field: string; readonly notes: Notes },
): string | null {
  if (/[1-9]/.test(fraction.slice(3))) notes.loss('precision-lost', field);
  const milliseconds = second + Number(fraction.slice(0, 3).padEnd(3, '0'));
  const instant = Math.abs(milliseconds) > 8.64e15 ? '' : toInstant(new Date(milliseconds));
  return isInstant(instant) ? instant : null;
}

/** What is wrong with a time that no pattern reads. */
function explainTime(text: string): ValueForm {
  if (/^\d{4}[-/]\d{2}[-/]\d{2}[Tt ]\d{2}:\d{2} ?(?:[Zz]|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/.test(text)) {
    return 'time-seconds';
  }
  return /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}/.test(text) ? 'time-order' : 'time';
}

import { isInstant, toInstant } from '@scelle/core';
import type { Notes } from '../notes/note.ts';

const SHAPE = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9}))?(?:([Zz])|([+-])(\d{2}):?(\d{2}))?$/;

/**
 * A time of ISO 8601 as an instant in UTC, or null where it is none; then the record is refused. Seconds are demanded,
 * because a dynamic address may change hands within a minute. More than milliseconds are cut, and noted.
 */
export function toInstantText(
  text: string,
  { field, notes, assumeUtc }: { readonly field: string; readonly notes: Notes; readonly assumeUtc: boolean },
): string | null {
  const [, date, time, fraction = '', zulu, sign, hours, minutes] = SHAPE.exec(text.trim()) ?? [];
  const local = `${date}T${time}Z`;
  const hasZone = zulu !== undefined || sign !== undefined;
  if (!isInstant(local) || (!hasZone && !assumeUtc)) return refuse(field, notes);
  if (!hasZone) notes.guess('time-zone-assumed', field);
  if (/[1-9]/.test(fraction.slice(3))) notes.loss('precision-lost', field);
  const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const milliseconds = Date.parse(local) + Number(fraction.slice(0, 3).padEnd(3, '0')) - offset * 60_000;
  const instant = toInstant(new Date(milliseconds));
  return isInstant(instant) ? instant : refuse(field, notes);
}

function refuse(field: string, notes: Notes): null {
  notes.refuse('value-invalid', field);
  return null;
}

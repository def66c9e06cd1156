import { hash } from 'node:crypto';
import { toInstant } from '@scelle/core';
import { isInstant } from '@scelle/core/internal';
import type { Notes } from '../notes/note.ts';

/**
 * The address as a record writes it: IPv6 as RFC 5952 does. What is no address is given back as it is, for the schema to
 * refuse. Leading zeros in IPv4 stay, and are refused: some programs read them as octal.
 */
export function toCanonicalAddress(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.includes(':')) return trimmed;
  // The URL standard serialises IPv6 as RFC 5952 § 4 does.
  return URL.parse(`http://[${trimmed}]`)?.hostname.slice(1, -1) ?? trimmed;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The text as a UUID in lower case, or null where it is none. */
export function findUuid(text: string): string | null {
  const lower = text.trim().toLowerCase();
  return UUID.test(lower) ? lower : null;
}

/**
 * A UUID version 8 that follows from the content alone, so that the same input converted twice gives the same records,
 * which an import then takes once. Source: RFC 9562 § 5.8.
 */
export function deriveRecordId(content: unknown): string {
  const bytes = hash('sha256', `scelle.convert/1 ${JSON.stringify(content)}`, 'buffer').subarray(0, 16);
  bytes[6] = 0x80 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

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

/** A number in plain decimal digits; null where it is none that a record can hold, and then the record is refused. */
export function toInteger(text: string, field: string, notes: Notes): number | null {
  const trimmed = text.trim();
  const value = /^\d{1,16}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  notes.refuse('value-invalid', field);
  return null;
}

/** A port as a number or as text. Some tools write 0 for one that they do not know. */
export function toPort(value: string | number, notes: Notes): number | null {
  const port = toInteger(String(value), 'source.port', notes);
  if (port !== 0) return port;
  notes.guess('zero-as-absent', 'source.port');
  return null;
}

import type { Notes } from '../notes/note.ts';

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

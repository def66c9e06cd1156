import { hash } from 'node:crypto';
import { isIPv6, SocketAddress } from 'node:net';
import type { Notes } from '../notes/note.ts';

/** An address has 45 characters at most; around it there may be some blanks. */
const MAX_ADDRESS_LENGTH = 128;

const MAPPED = '::ffff:';

/**
 * The address as a record writes it: IPv6 as RFC 5952 does, and IPv4 that dual-stack programs write as IPv6 as IPv4.
 * Whatever is no address, or has more in it than one, refuses the record: neither a line end nor a port nor a delimiter
 * may make another address of it. Leading zeros in IPv4 stay, and the schema refuses them: some programs read them as
 * octal.
 */
export function toCanonicalAddress(text: string, field: string, notes: Notes): string | null {
  if (text.length > MAX_ADDRESS_LENGTH) return notes.refuseValue(field, 'address');
  const trimmed = text.replaceAll(/^ +| +$/g, '');
  if (!/^[0-9A-Fa-f:.]+$/.test(trimmed)) return notes.refuseValue(field, 'address');
  if (!trimmed.includes(':')) return trimmed;
  if (!isIPv6(trimmed)) return notes.refuseValue(field, 'address');
  const { address } = new SocketAddress({ address: trimmed, family: 'ipv6' });
  if (!address.startsWith(MAPPED) || !address.includes('.')) return address;
  notes.guess('address-mapped', field);
  return address.slice(MAPPED.length);
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

/** A number in plain decimal digits; null where it is none that a record can hold, and then the record is refused. */
export function toInteger(text: string, field: string, notes: Notes): number | null {
  const trimmed = text.trim();
  const value = /^\d{1,16}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isSafeInteger(value) ? value : notes.refuseValue(field, 'integer');
}

/**
 * A port as a number or as text, from which `simplify` takes what the input may have between digits. Some tools write 0
 * for one that they do not know.
 */
export function toPort(
  value: string | number,
  notes: Notes,
  simplify: (text: string) => string = String,
): number | null {
  const port = toInteger(simplify(String(value).trim()), 'source.port', notes);
  if (port !== 0) return port;
  notes.guess('zero-as-absent', 'source.port');
  return null;
}

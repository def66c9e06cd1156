import { hash } from 'node:crypto';

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

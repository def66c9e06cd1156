import { parsePaddedBase64 } from '../age/base64.ts';

/** The standard alphabet with padding, as minisign writes it. Source: RFC 4648 § 4. */
export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** The `length` bytes that `text` is the canonical base64 of; null where it is anything else, or of another length. */
export function decodeBase64(text: string, length: number): Uint8Array | null {
  if (text.length !== 4 * Math.ceil(length / 3)) return null;
  const bytes = parsePaddedBase64(text);
  return bytes?.length === length ? bytes : null;
}

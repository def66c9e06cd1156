import { sodium } from '../sodium.ts';

/** The standard alphabet with padding, as minisign writes it. Source: RFC 4648 § 4. */
export function encodeBase64(bytes: Uint8Array): string {
  return sodium.to_base64(bytes, sodium.base64_variants.ORIGINAL);
}

/** The `length` bytes that `text` is the canonical base64 of; null where it is anything else, or of another length. */
export function decodeBase64(text: string, length: number): Uint8Array | null {
  if (text.length !== 4 * Math.ceil(length / 3)) return null;
  try {
    const bytes = sodium.from_base64(text, sodium.base64_variants.ORIGINAL);
    return bytes.length === length ? bytes : null;
  } catch {
    return null;
  }
}

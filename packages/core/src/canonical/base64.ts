/** Base64 without padding, as headers carry it (age.md § Conventions, RFC 4648 § 4). */
export function encodeUnpaddedBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}

/** The bytes, or null where the text is not the one canonical unpadded encoding of any (RFC 4648 § 3.5). */
export function parseUnpaddedBase64(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Buffer.from(text, 'base64'));
  return encodeUnpaddedBase64(bytes) === text ? bytes : null;
}

/** The bytes, or null where the text is not the one canonical encoding, with padding, of any. */
export function parsePaddedBase64(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? new Uint8Array(bytes) : null;
}

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

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

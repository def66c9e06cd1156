/** Length in bytes of a key number, the random name that minisign gives a key pair. */
export const KEY_NUMBER_BYTES = 8;

/**
 * The key id for people: the key number read as a little-endian 64-bit number, as 16 upper-case hex digits. minisign
 * 0.11 drops leading zeros where it prints it, later versions keep them as we do.
 */
export function formatKeyId(keyNumber: Uint8Array): string {
  return formatKeyIdForFileName(keyNumber).toUpperCase();
}

/** The same key id in lower case, as co-signatures carry it in their names. Source: docs/format.md § Outer container. */
export function formatKeyIdForFileName(keyNumber: Uint8Array): string {
  return Buffer.from(keyNumber.toReversed()).toString('hex');
}

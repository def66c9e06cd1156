import { decodeBase64, encodeBase64, encodeHex } from '../canonical/encoding.ts';

// Apart from the keys: who only reads signatures, as `scelle inspect` does, need not load libsodium.

/** What the first line of every minisign file begins with. */
export const UNTRUSTED_PREFIX = 'untrusted comment: ';

/** The algorithm name in key files, for plain and prehashed signatures alike: "Ed". */
export const KEY_ALGORITHM: Uint8Array = new TextEncoder().encode('Ed');

const MAX_KEY_FILE_LENGTH = 4096;

/** The bytes of a key file as minisign writes it: a comment line, then the base64 of `block`. */
export function encodeKeyFile(comment: string, block: Uint8Array): Uint8Array {
  return new TextEncoder().encode(`${UNTRUSTED_PREFIX}${comment}\n${encodeBase64(block)}\n`);
}

/**
 * The block of a key file, or of its base64 line alone; null where it is not canonical base64 of `length` bytes that
 * begin with the algorithm. People copy and edit key files, and nothing signs them: the comment and the line ends are
 * not judged.
 */
export function decodeKeyFile(file: string | Uint8Array, length: number): Uint8Array | null {
  if (file.length > MAX_KEY_FILE_LENGTH) return null;
  const text = typeof file === 'string' ? file : new TextDecoder().decode(file);
  const lines = text.trimEnd().split(/\r?\n/);
  if (lines.length === 2 && lines[0]!.startsWith(UNTRUSTED_PREFIX)) lines.shift();
  if (lines.length !== 1) return null;
  const block = decodeBase64(lines[0]!, length);
  return block !== null && KEY_ALGORITHM.every((byte, index) => block[index] === byte) ? block : null;
}

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
  return encodeHex(keyNumber.toReversed());
}

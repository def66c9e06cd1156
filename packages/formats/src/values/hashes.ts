import type { FileHash, HashAlgorithm } from './words.ts';

/** What a value of each algorithm looks like, as a record writes it. */
const patterns: Readonly<Record<HashAlgorithm, RegExp>> = {
  btih: /^[0-9a-f]{40}$/,
  btih2: /^[0-9a-f]{64}$/,
  ed2k: /^[0-9a-f]{32}$/,
  tth: /^[A-Z2-7]{39}$/,
  sha1: /^[0-9a-f]{40}$/,
  sha256: /^[0-9a-f]{64}$/,
  md5: /^[0-9a-f]{32}$/,
};

/** The words for algorithms in a record. */
export const hashWords: readonly HashAlgorithm[] = Object.keys(patterns) as HashAlgorithm[];

/** The hash in the case in which a record writes it; null where the value is none of that algorithm. */
export function toFileHash(algorithm: HashAlgorithm, text: string): FileHash | null {
  // Other letters than these may become one of them in another case.
  if (!/^\s*[0-9A-Za-z]+\s*$/.test(text)) return null;
  const value = algorithm === 'tth' ? text.trim().toUpperCase() : text.trim().toLowerCase();
  return patterns[algorithm].test(value) ? { algorithm, value } : null;
}

/** The hash from hex or base32; null where the value is neither. Hex of 16 bytes is as long as base32 of 20: it comes first. */
export function readFileHash(algorithm: HashAlgorithm, text: string): FileHash | null {
  const hash = toFileHash(algorithm, text);
  if (hash !== null) return hash;
  const hex = base32ToHex(text);
  return hex === null ? null : toFileHash(algorithm, hex);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The bytes in base32 without padding (RFC 4648 § 6). Their number is a multiple of five. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  for (let left = (bytes.length * 8) / 5; left > 0; left -= 1) {
    text = ALPHABET[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text;
}

/** The bytes of base32 in any case, as hex, or null where the length is not that of 20 bytes or a character is foreign. */
function base32ToHex(text: string): string | null {
  if (!/^[A-Za-z2-7]{32}$/.test(text)) return null;
  const upper = text.toUpperCase();
  let bits = 0n;
  for (const character of upper) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(character));
  return bits.toString(16).padStart(40, '0');
}

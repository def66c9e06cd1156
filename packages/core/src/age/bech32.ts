const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM_LENGTH = 6;

/** What a Bech32 text holds. */
export interface Bech32 {
  /** The human-readable part, in lower case. */
  readonly prefix: string;
  readonly data: Uint8Array;
}

/** Encodes in lower case, without a limit on the length (BIP 173; age.md § Conventions). */
export function encodeBech32(prefix: string, data: Uint8Array): string {
  const groups = toGroups(data);
  const zeros = new Array<number>(CHECKSUM_LENGTH).fill(0);
  const remainder = toRemainder([...expandPrefix(prefix), ...groups, ...zeros]) ^ 1;
  const checksum = zeros.map((_, index) => (remainder >> (5 * (CHECKSUM_LENGTH - 1 - index))) & 31);
  return `${prefix}1${[...groups, ...checksum].map((group) => ALPHABET[group]).join('')}`;
}

/** Decodes text in lower case; null where it is not exactly what `encodeBech32` gives for its content. */
export function parseBech32(text: string): Bech32 | null {
  const separator = text.lastIndexOf('1');
  const prefix = text.slice(0, Math.max(separator, 0));
  const groups = Array.from(text.slice(separator + 1, -CHECKSUM_LENGTH), (character) => ALPHABET.indexOf(character));
  if (prefix === '' || groups.includes(-1)) return null;
  const data = toBytes(groups);
  return encodeBech32(prefix, data) === text ? { prefix, data } : null;
}

function expandPrefix(prefix: string): number[] {
  const codes = Array.from(prefix, (character) => character.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

/** The remainder of the polynomial over GF(32) by the generator of the checksum. */
function toRemainder(groups: readonly number[]): number {
  let remainder = 1;
  for (const group of groups) {
    const top = remainder >> 25;
    remainder = ((remainder & 0x1ffffff) << 5) ^ group;
    for (const [bit, term] of GENERATOR.entries()) {
      if ((top >> bit) & 1) remainder ^= term;
    }
  }
  return remainder;
}

/** Bytes as groups of five bits, the last one filled up with zeros. */
function toGroups(bytes: Uint8Array): number[] {
  const groups: number[] = [];
  let bits = 0;
  let count = 0;
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff;
    for (count += 8; count >= 5; ) {
      count -= 5;
      groups.push((bits >> count) & 31);
    }
  }
  if (count > 0) groups.push((bits << (5 - count)) & 31);
  return groups;
}

/** Groups of five bits as bytes; what does not fill a byte is left out. */
function toBytes(groups: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Math.floor((groups.length * 5) / 8));
  let bits = 0;
  let count = 0;
  let length = 0;
  for (const group of groups) {
    bits = ((bits << 5) | group) & 0xfff;
    count += 5;
    if (count >= 8) {
      count -= 8;
      bytes[length++] = bits >> count;
    }
  }
  return bytes;
}

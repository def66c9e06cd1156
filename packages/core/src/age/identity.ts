import { CoreError } from '../errors/core-error.ts';
import type { ErrorDetails } from '../errors/define-errors.ts';
import {
  HYBRID_PUBLIC_KEY_BYTES,
  HYBRID_SECRET_KEY_BYTES,
  toHybridPublicKey,
  unwrapHybrid,
  wrapHybrid,
} from './hybrid.ts';
import { type IdentityText, type RandomSource, type Recipient, type SecretIdentity, systemRandom } from './keys.ts';
import { toX25519PublicKey, unwrapX25519, wrapX25519, X25519_KEY_BYTES } from './x25519.ts';

/** Human-readable part of X25519 recipients (age.md § The X25519 recipient type). */
const X25519_RECIPIENT_PREFIX = 'age';

/** Human-readable part of hybrid recipients (age.md § The MLKEM768-X25519 hybrid post-quantum recipient type). */
const HYBRID_RECIPIENT_PREFIX = 'age1pq';

/** Reads `age1…` or `age1pq1…`. Throws `age-recipient-invalid` for anything else, also for tags and plugins. */
export function parseRecipient(text: string): Recipient {
  const { prefix, data } = parseBech32(text) ?? {};
  if (prefix === X25519_RECIPIENT_PREFIX && data?.length === X25519_KEY_BYTES) {
    return { text, type: 'X25519', wrap: (fileKey, random) => wrapX25519(fileKey, data, random) };
  }
  if (prefix === HYBRID_RECIPIENT_PREFIX && data?.length === HYBRID_PUBLIC_KEY_BYTES) {
    return { text, type: 'mlkem768x25519', wrap: (fileKey, random) => wrapHybrid(fileKey, data, random) };
  }
  throw new CoreError('age-recipient-invalid');
}

const X25519_PREFIX = 'age-secret-key-';
const HYBRID_PREFIX = 'age-secret-key-pq-';

/** How an identity is made. */
export interface GenerateIdentityOptions {
  /** Makes a hybrid key, which a later quantum computer cannot open either. Default: true. */
  readonly postQuantum?: boolean;
  readonly random?: RandomSource;
}

/** Makes a new secret key and its recipient. */
export function generateIdentity(options: GenerateIdentityOptions = {}): IdentityText {
  const { postQuantum = true, random = systemRandom } = options;
  const prefix = postQuantum ? HYBRID_PREFIX : X25519_PREFIX;
  const secret = encodeBech32(prefix, random(32)).toUpperCase();
  return { secret, recipient: parseIdentity(secret).recipient };
}

/**
 * Reads `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`. Throws `age-identity-invalid`, whose details are the given
 * place and never the text.
 */
export function parseIdentity(text: string, place: ErrorDetails = {}): SecretIdentity {
  const { prefix, data } = parseBech32(text.toLowerCase()) ?? {};
  const upperCase = text === text.toUpperCase();
  if (upperCase && prefix === X25519_PREFIX && data?.length === X25519_KEY_BYTES) return createX25519Identity(data);
  if (upperCase && prefix === HYBRID_PREFIX && data?.length === HYBRID_SECRET_KEY_BYTES) {
    return createHybridIdentity(data);
  }
  throw new CoreError('age-identity-invalid', place);
}

function createX25519Identity(secretKey: Uint8Array): SecretIdentity {
  const publicKey = toX25519PublicKey(secretKey);
  return {
    recipient: encodeBech32(X25519_RECIPIENT_PREFIX, publicKey),
    unwrap: (stanza) => unwrapX25519(stanza, secretKey, publicKey),
    ...wiping(secretKey),
  };
}

function createHybridIdentity(secretKey: Uint8Array): SecretIdentity {
  return {
    recipient: encodeBech32(HYBRID_RECIPIENT_PREFIX, toHybridPublicKey(secretKey)),
    unwrap: (stanza) => unwrapHybrid(stanza, secretKey),
    ...wiping(secretKey),
  };
}

function wiping(secretKey: Uint8Array): Pick<SecretIdentity, 'wipe' | typeof Symbol.dispose> {
  const wipe = () => void secretKey.fill(0);
  return { wipe, [Symbol.dispose]: wipe };
}

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

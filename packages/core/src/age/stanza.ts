import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { parseUnpaddedBase64 } from '../canonical/encoding.ts';
import { CoreError } from '../errors/core-error.ts';
import { createSystemAead, NONCE_BYTES, TAG_BYTES } from './aead.ts';

/** One recipient stanza of an age header: the file key, wrapped for one recipient (age.md § Recipient stanza). */
export interface Stanza {
  /** The first argument: `X25519`, `mlkem768x25519`, `scrypt`, or anything that another tool has invented. */
  readonly type: string;
  /** The arguments after the type, each of visible ASCII characters. */
  readonly args: readonly string[];
  readonly body: Uint8Array;
}

/** Bytes of a file key (age.md § File key). */
export const FILE_KEY_BYTES = 16;

/** Bytes of a wrapped file key: the body of every native stanza. */
const WRAPPED_FILE_KEY_BYTES: number = FILE_KEY_BYTES + TAG_BYTES;

const ZERO_NONCE = new Uint8Array(NONCE_BYTES);

/** HKDF-SHA-256 with 32 bytes of output (age.md § Conventions). */
export function deriveKey(secret: Uint8Array, salt: Uint8Array, info: string | Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, salt, info, 32));
}

/** The key of the payload (age.md § Payload). */
export function derivePayloadKey(fileKey: Uint8Array, nonce: Uint8Array): Uint8Array {
  return deriveKey(fileKey, nonce, 'payload');
}

/** The MAC over the header up to and including its `---` mark (age.md § Header MAC). */
export function computeHeaderMac(fileKey: Uint8Array, authenticated: Uint8Array): Uint8Array {
  const key = deriveKey(fileKey, new Uint8Array(0), 'header');
  return new Uint8Array(createHmac('sha256', key).update(authenticated).digest());
}

/** Throws `age-mac-invalid` unless the header is the one that was made with this file key. */
export function verifyHeaderMac(fileKey: Uint8Array, authenticated: Uint8Array, mac: Uint8Array): void {
  if (!timingSafeEqual(computeHeaderMac(fileKey, authenticated), mac)) throw new CoreError('age-mac-invalid');
}

/** Wraps a file key under a key that is used only once, hence the nonce of zeros. */
export function wrapFileKey(fileKey: Uint8Array, key: Uint8Array, nonce: Uint8Array = ZERO_NONCE): Uint8Array {
  const body = new Uint8Array(WRAPPED_FILE_KEY_BYTES);
  createSystemAead(key).encrypt(nonce, fileKey, body);
  return body;
}

/** The file key, or null where the body was made with another key. The caller has checked the length of the body. */
export function unwrapFileKey(body: Uint8Array, key: Uint8Array, nonce: Uint8Array = ZERO_NONCE): Uint8Array | null {
  return createSystemAead(key).decrypt(nonce, body);
}

/**
 * The first argument of a native stanza, decoded: a key share or a salt. Throws `age-stanza-invalid` where the number
 * of arguments, the length of the share or that of the body is wrong. The body is judged before anything is
 * decrypted, against partitioning oracles (age.md § Native recipient types).
 */
export function parseStanzaArgument(
  stanza: Stanza,
  expected: { readonly args: number; readonly bytes: number },
): Uint8Array {
  const share = parseUnpaddedBase64(stanza.args[0] ?? '');
  const wellFormed =
    stanza.args.length === expected.args &&
    share?.length === expected.bytes &&
    stanza.body.length === WRAPPED_FILE_KEY_BYTES;
  if (!wellFormed) throw new CoreError('age-stanza-invalid', { name: stanza.type });
  return share;
}

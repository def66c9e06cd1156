import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { CoreError } from '../errors/core-error.ts';
import { createNativeAead, NONCE_BYTES, TAG_BYTES } from './aead.ts';

/** Bytes of a file key (age.md § File key). */
export const FILE_KEY_BYTES = 16;

/** Bytes of a wrapped file key: the body of every native stanza. */
export const WRAPPED_FILE_KEY_BYTES: number = FILE_KEY_BYTES + TAG_BYTES;

const ZERO_NONCE = new Uint8Array(NONCE_BYTES);

/** HKDF-SHA-256 with 32 bytes of output (age.md § Conventions). */
export function deriveKey(secret: Uint8Array, salt: Uint8Array, info: string): Uint8Array {
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
  createNativeAead(key).seal(nonce, fileKey, body);
  return body;
}

/** The file key, or null where the body was made with another key. The caller has checked the length of the body. */
export function unwrapFileKey(body: Uint8Array, key: Uint8Array, nonce: Uint8Array = ZERO_NONCE): Uint8Array | null {
  return createNativeAead(key).open(nonce, body);
}

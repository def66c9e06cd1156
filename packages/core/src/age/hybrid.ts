import { createHmac } from 'node:crypto';
import { encodeUnpaddedBase64 } from '../canonical/encoding.ts';
import { CoreError } from '../errors/core-error.ts';
import { decapsulateXwing, encapsulateXwing, toXwingPublicKey, xwing } from '../sodium.ts';
import { NONCE_BYTES } from './aead.ts';
import { parseStanzaArgument, type Stanza, unwrapFileKey, wrapFileKey } from './header.ts';
import type { RandomSource } from './keys.ts';

/** Key and nonce of the first and only message of an HPKE context. */
interface HpkeContext {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
}

const KEY_BYTES = 32;
const VERSION = Buffer.from('HPKE-v1');
const MODE_BASE = Buffer.of(0x00);
const EMPTY = new Uint8Array(0);

/** "HPKE", KEM 0x647a (MLKEM768-X25519, that is X-Wing), KDF 1 (HKDF-SHA256), AEAD 3 (ChaCha20Poly1305). */
const SUITE = Buffer.concat([Buffer.from('HPKE'), Buffer.of(0x64, 0x7a, 0x00, 0x01, 0x00, 0x03)]);

/** The key schedule of HPKE in base mode, for the suite that age uses (RFC 9180 § 5.1). */
function deriveHpkeContext(sharedSecret: Uint8Array, info: string): HpkeContext {
  const context = Buffer.concat([
    MODE_BASE,
    extract(EMPTY, 'psk_id_hash', EMPTY),
    extract(EMPTY, 'info_hash', Buffer.from(info)),
  ]);
  const secret = extract(sharedSecret, 'secret', EMPTY);
  return { key: expand(secret, 'key', context, KEY_BYTES), nonce: expand(secret, 'base_nonce', context, NONCE_BYTES) };
}

/** LabeledExtract (RFC 9180 § 4, RFC 5869 § 2.2). */
function extract(salt: Uint8Array, label: string, input: Uint8Array): Uint8Array {
  return createHmac('sha256', salt).update(VERSION).update(SUITE).update(label).update(input).digest();
}

/** LabeledExpand for at most 32 bytes, which HKDF-Expand gives with a single HMAC (RFC 9180 § 4, RFC 5869 § 2.3). */
function expand(secret: Uint8Array, label: string, info: Uint8Array, length: number): Uint8Array {
  const output = createHmac('sha256', secret)
    .update(Buffer.of(length >> 8, length & 0xff))
    .update(VERSION)
    .update(SUITE)
    .update(label)
    .update(info)
    .update(Buffer.of(1))
    .digest();
  return output.subarray(0, length);
}

/** Bytes of an X-Wing public key. */
export const HYBRID_PUBLIC_KEY_BYTES: number = xwing.publicKey;

/** Bytes of an X-Wing secret key, which is the seed of the pair. */
export const HYBRID_SECRET_KEY_BYTES: number = xwing.secretKey;

const TYPE = 'mlkem768x25519';
const INFO = 'age-encryption.org/mlkem768x25519';

/** The public key of a secret key. */
export function toHybridPublicKey(secretKey: Uint8Array): Uint8Array {
  return toXwingPublicKey(secretKey);
}

/**
 * Wraps a file key for a public key with HPKE (age.md § mlkem768x25519 recipient stanza). Throws
 * `age-recipient-invalid` where the public key is not one of X-Wing.
 */
export function wrapHybrid(fileKey: Uint8Array, publicKey: Uint8Array, random: RandomSource): Stanza {
  const encapsulation = encapsulateXwing(publicKey, random(xwing.encapsulationSeed));
  if (encapsulation === null) throw new CoreError('age-recipient-invalid');
  const { key, nonce } = deriveHpkeContext(encapsulation.sharedSecret, INFO);
  const body = wrapFileKey(fileKey, key, nonce);
  return { type: TYPE, args: [encodeUnpaddedBase64(encapsulation.ciphertext)], body };
}

/**
 * The file key, or null where the stanza is for another key. Throws `age-stanza-invalid` where it is malformed or its
 * X25519 part is a point of low order.
 */
export function unwrapHybrid(stanza: Stanza, secretKey: Uint8Array): Uint8Array | null {
  if (stanza.type !== TYPE) return null;
  const encapsulated = parseStanzaArgument(stanza, { args: 1, bytes: xwing.ciphertext });
  const sharedSecret = decapsulateXwing(encapsulated, secretKey);
  if (sharedSecret === null) throw new CoreError('age-stanza-invalid', { name: TYPE });
  const { key, nonce } = deriveHpkeContext(sharedSecret, INFO);
  return unwrapFileKey(stanza.body, key, nonce);
}

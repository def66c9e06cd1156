import { CoreError } from '../errors/core-error.ts';
import { sodium } from '../sodium.ts';
import { encodeUnpaddedBase64 } from './base64.ts';
import { unwrapFileKey, wrapFileKey } from './file-key.ts';
import { deriveHpkeContext } from './hpke.ts';
import { parseShare } from './native-stanza.ts';
import type { RandomSource } from './random-source.ts';
import type { Stanza } from './stanza.ts';

/** Bytes of an X-Wing public key. */
export const HYBRID_PUBLIC_KEY_BYTES = 1216;

/** Bytes of an X-Wing secret key, which is the seed of the pair. */
export const HYBRID_SECRET_KEY_BYTES = 32;

const ENCAPSULATED_KEY_BYTES = 1120;
const ENCAPSULATION_SEED_BYTES = 64;
const TYPE = 'mlkem768x25519';
const INFO = 'age-encryption.org/mlkem768x25519';

/** What X-Wing gives the sender: the encapsulated key for the stanza, and the secret shared with the recipient. */
interface Encapsulation {
  readonly ciphertext: Uint8Array;
  readonly sharedSecret: Uint8Array;
}

/** The public key of a secret key. */
export function toHybridPublicKey(secretKey: Uint8Array): Uint8Array {
  return sodium.crypto_kem_xwing_seed_keypair(secretKey).publicKey;
}

/**
 * Wraps a file key for a public key with HPKE (age.md § mlkem768x25519 recipient stanza). Throws
 * `age-recipient-invalid` where the public key is not one of X-Wing.
 */
export function wrapHybrid(fileKey: Uint8Array, publicKey: Uint8Array, random: RandomSource): Stanza {
  const encapsulation = encapsulate(publicKey, random(ENCAPSULATION_SEED_BYTES));
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
  const encapsulated = parseShare(stanza, { args: 1, bytes: ENCAPSULATED_KEY_BYTES });
  const sharedSecret = decapsulate(encapsulated, secretKey);
  if (sharedSecret === null) throw new CoreError('age-stanza-invalid', { name: TYPE });
  const { key, nonce } = deriveHpkeContext(sharedSecret, INFO);
  return unwrapFileKey(stanza.body, key, nonce);
}

/** A new shared secret, or null where the public key is not one of X-Wing: libsodium throws then. */
function encapsulate(publicKey: Uint8Array, seed: Uint8Array): Encapsulation | null {
  try {
    return sodium.crypto_kem_xwing_enc_deterministic(publicKey, seed);
  } catch {
    return null;
  }
}

/** The shared secret, or null where the X25519 part is a point of low order: libsodium throws then. */
function decapsulate(encapsulated: Uint8Array, secretKey: Uint8Array): Uint8Array | null {
  try {
    return sodium.crypto_kem_xwing_dec(encapsulated, secretKey);
  } catch {
    return null;
  }
}

import { callSodium } from './instance.ts';

// What is asked of libsodium. Lengths are the callers' to see to; those that come from somebody else are checked here,
// since the C functions read so many bytes whatever they are given.

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const SIGNING_SECRET_BYTES = 64;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;

/** Bytes of what X-Wing works with. */
export const xwing = { publicKey: 1216, secretKey: 32, ciphertext: 1120, encapsulationSeed: 64 } as const;

/** BLAKE2b of so many bytes, 16 to 64, with a key of 16 to 64 bytes or none. Source: RFC 7693. */
export function blake2b(length: number, message: Uint8Array, key: Uint8Array | null = null): Uint8Array {
  return callSodium(({ functions, put, reserve, get }) => {
    const hash = reserve(length);
    const keyAddress = key === null ? 0 : put(key);
    const status = functions.crypto_generichash(
      hash,
      length,
      put(message),
      message.length,
      0,
      keyAddress,
      key?.length ?? 0,
    );
    if (status !== 0) throw new RangeError('BLAKE2b has no such length.');
    return get(hash, length);
  });
}

/** An Ed25519 key pair: 32 bytes, and 64 of which the first half is the seed. Source: RFC 8032 § 5.1.5. */
export function createSigningPair(seed: Uint8Array): {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
} {
  requireLength(seed, KEY_BYTES);
  return callSodium(({ functions, put, reserve, get }) => {
    const publicKey = reserve(KEY_BYTES);
    const secretKey = reserve(SIGNING_SECRET_BYTES);
    functions.crypto_sign_seed_keypair(publicKey, secretKey, put(seed));
    return { publicKey: get(publicKey, KEY_BYTES), secretKey: get(secretKey, SIGNING_SECRET_BYTES) };
  });
}

/** The Ed25519 signature of the bytes with a secret key of 64 bytes. Source: RFC 8032 § 5.1.6. */
export function signDetached(bytes: Uint8Array, secretKey: Uint8Array): Uint8Array {
  requireLength(secretKey, SIGNING_SECRET_BYTES);
  return callSodium(({ functions, put, reserve, get }) => {
    const signature = reserve(SIGNATURE_BYTES);
    functions.crypto_sign_detached(signature, 0, put(bytes), bytes.length, 0, put(secretKey));
    return get(signature, SIGNATURE_BYTES);
  });
}

/** Whether the signature is one of these bytes by this key; never where S is not reduced, or a point of small order. */
export function verifyDetached(signature: Uint8Array, bytes: Uint8Array, publicKey: Uint8Array): boolean {
  requireLength(signature, SIGNATURE_BYTES);
  requireLength(publicKey, KEY_BYTES);
  return callSodium(
    ({ functions, put }) =>
      functions.crypto_sign_verify_detached(put(signature), put(bytes), bytes.length, 0, put(publicKey)) === 0,
  );
}

/** Whether the Ed25519 public key is a point of the prime-order group: libsodium converts no other to Curve25519. */
export function isPrimeOrderPoint(publicKey: Uint8Array): boolean {
  requireLength(publicKey, KEY_BYTES);
  return callSodium(
    ({ functions, put, reserve }) =>
      functions.crypto_sign_ed25519_pk_to_curve25519(reserve(KEY_BYTES), put(publicKey)) === 0,
  );
}

/** X25519 with the base point: the public key of a secret key. Source: RFC 7748 § 5. */
export function multiplyBase(secretKey: Uint8Array): Uint8Array {
  requireLength(secretKey, KEY_BYTES);
  return callSodium(({ functions, put, reserve, get }) => {
    const point = reserve(KEY_BYTES);
    functions.crypto_scalarmult_base(point, put(secretKey));
    return get(point, KEY_BYTES);
  });
}

/** X25519, or null where the result is all zeros. Source: RFC 7748 § 6.1. */
export function multiplyPoint(secretKey: Uint8Array, point: Uint8Array): Uint8Array | null {
  requireLength(secretKey, KEY_BYTES);
  requireLength(point, KEY_BYTES);
  return callSodium(({ functions, put, reserve, get }) => {
    const product = reserve(KEY_BYTES);
    return functions.crypto_scalarmult(product, put(secretKey), put(point)) === 0 ? get(product, KEY_BYTES) : null;
  });
}

/** The X-Wing public key of a secret key, which is the seed of the pair. */
export function toXwingPublicKey(secretKey: Uint8Array): Uint8Array {
  requireLength(secretKey, xwing.secretKey);
  return callSodium(({ functions, put, reserve, get }) => {
    const publicKey = reserve(xwing.publicKey);
    functions.crypto_kem_xwing_seed_keypair(publicKey, reserve(xwing.secretKey), put(secretKey));
    return get(publicKey, xwing.publicKey);
  });
}

/** What X-Wing gives the sender: the encapsulated key, and the secret shared with the recipient. */
export interface Encapsulation {
  readonly ciphertext: Uint8Array;
  readonly sharedSecret: Uint8Array;
}

/** A new shared secret, or null where the public key is not one of X-Wing. */
export function encapsulateXwing(publicKey: Uint8Array, seed: Uint8Array): Encapsulation | null {
  if (publicKey.length !== xwing.publicKey) return null;
  requireLength(seed, xwing.encapsulationSeed);
  return callSodium(({ functions, put, reserve, get }) => {
    const ciphertext = reserve(xwing.ciphertext);
    const secret = reserve(KEY_BYTES);
    const status = functions.crypto_kem_xwing_enc_deterministic(ciphertext, secret, put(publicKey), put(seed));
    if (status !== 0) return null;
    return { ciphertext: get(ciphertext, xwing.ciphertext), sharedSecret: get(secret, KEY_BYTES) };
  });
}

/** The shared secret, or null where the X25519 part is a point of low order. */
export function decapsulateXwing(ciphertext: Uint8Array, secretKey: Uint8Array): Uint8Array | null {
  if (ciphertext.length !== xwing.ciphertext) return null;
  requireLength(secretKey, xwing.secretKey);
  return callSodium(({ functions, put, reserve, get }) => {
    const secret = reserve(KEY_BYTES);
    return functions.crypto_kem_xwing_dec(secret, put(ciphertext), put(secretKey)) === 0
      ? get(secret, KEY_BYTES)
      : null;
  });
}

/** ChaCha20-Poly1305: ciphertext and tag. Source: RFC 8439 § 2.8. */
export function encryptChaCha(plaintext: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array {
  requireLength(nonce, NONCE_BYTES);
  requireLength(key, KEY_BYTES);
  return callSodium(({ functions, put, reserve, get }) => {
    const sealed = reserve(plaintext.length + TAG_BYTES);
    const { crypto_aead_chacha20poly1305_ietf_encrypt: encrypt } = functions;
    encrypt(sealed, 0, put(plaintext), plaintext.length, 0, 0, 0, 0, 0, put(nonce), put(key));
    return get(sealed, plaintext.length + TAG_BYTES);
  });
}

/** The plaintext of ciphertext and tag, or null where they do not authenticate. */
export function decryptChaCha(sealed: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array | null {
  if (sealed.length < TAG_BYTES) return null;
  requireLength(nonce, NONCE_BYTES);
  requireLength(key, KEY_BYTES);
  const length = sealed.length - TAG_BYTES;
  return callSodium(({ functions, put, reserve, get }) => {
    const plaintext = reserve(length);
    const { crypto_aead_chacha20poly1305_ietf_decrypt: decrypt } = functions;
    const status = decrypt(plaintext, 0, 0, put(sealed), sealed.length, 0, 0, 0, 0, put(nonce), put(key));
    return status === 0 ? get(plaintext, length) : null;
  });
}

function requireLength(bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw new TypeError(`libsodium wants ${length} bytes here, not ${bytes.length}.`);
}

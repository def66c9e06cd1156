import sodium from 'libsodium-wrappers';

// What is asked of libsodium, compiled to WebAssembly. It is started while this module is loaded: whoever imports it may
// call at once, and cannot be loaded by `require`. Where libsodium throws for what somebody else sent, the answer is null.

await sodium.ready;

/** Bytes of what X-Wing works with. */
export const xwing = { publicKey: 1216, secretKey: 32, ciphertext: 1120, encapsulationSeed: 64 } as const;

const TAG_BYTES = 16;

/** BLAKE2b of so many bytes, 16 to 64, with a key of 16 to 64 bytes or none. Source: RFC 7693. */
export function blake2b(length: number, message: Uint8Array, key: Uint8Array | null = null): Uint8Array {
  return sodium.crypto_generichash(length, message, key);
}

/** An Ed25519 key pair: 32 bytes, and 64 of which the first half is the seed. Source: RFC 8032 § 5.1.5. */
export function createSigningPair(seed: Uint8Array): {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
} {
  const { publicKey, privateKey } = sodium.crypto_sign_seed_keypair(seed);
  return { publicKey, secretKey: privateKey };
}

/** The Ed25519 signature of the bytes with a secret key of 64 bytes. Source: RFC 8032 § 5.1.6. */
export function signDetached(bytes: Uint8Array, secretKey: Uint8Array): Uint8Array {
  return sodium.crypto_sign_detached(bytes, secretKey);
}

/** Whether the signature is one of these bytes by this key; never where S is not reduced, or a point of small order. */
export function verifyDetached(signature: Uint8Array, bytes: Uint8Array, publicKey: Uint8Array): boolean {
  return sodium.crypto_sign_verify_detached(signature, bytes, publicKey);
}

/** Whether the Ed25519 public key is a point of the prime-order group: libsodium converts no other to Curve25519. */
export function isPrimeOrderPoint(publicKey: Uint8Array): boolean {
  return orNull(() => sodium.crypto_sign_ed25519_pk_to_curve25519(publicKey)) !== null;
}

/** X25519 with the base point: the public key of a secret key. Source: RFC 7748 § 5. */
export function multiplyBase(secretKey: Uint8Array): Uint8Array {
  return sodium.crypto_scalarmult_base(secretKey);
}

/** X25519, or null where the result is all zeros. Source: RFC 7748 § 6.1. */
export function multiplyPoint(secretKey: Uint8Array, point: Uint8Array): Uint8Array | null {
  return orNull(() => sodium.crypto_scalarmult(secretKey, point));
}

/** The X-Wing public key of a secret key, which is the seed of the pair. */
export function toXwingPublicKey(secretKey: Uint8Array): Uint8Array {
  return sodium.crypto_kem_xwing_seed_keypair(secretKey).publicKey;
}

/** What X-Wing gives the sender: the encapsulated key, and the secret shared with the recipient. */
export interface Encapsulation {
  readonly ciphertext: Uint8Array;
  readonly sharedSecret: Uint8Array;
}

/** A new shared secret, or null where the public key is not one of X-Wing. */
export function encapsulateXwing(publicKey: Uint8Array, seed: Uint8Array): Encapsulation | null {
  return orNull(() => sodium.crypto_kem_xwing_enc_deterministic(publicKey, seed));
}

/** The shared secret, or null where the X25519 part is a point of low order. */
export function decapsulateXwing(ciphertext: Uint8Array, secretKey: Uint8Array): Uint8Array | null {
  return orNull(() => sodium.crypto_kem_xwing_dec(ciphertext, secretKey));
}

/** ChaCha20-Poly1305: ciphertext and tag. Source: RFC 8439 § 2.8. */
export function encryptChaCha(plaintext: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array {
  return sodium.crypto_aead_chacha20poly1305_ietf_encrypt(plaintext, null, null, nonce, key);
}

/** The plaintext of ciphertext and tag, or null where they do not authenticate. */
export function decryptChaCha(sealed: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array | null {
  if (sealed.length < TAG_BYTES) return null;
  return orNull(() => sodium.crypto_aead_chacha20poly1305_ietf_decrypt(null, sealed, null, nonce, key));
}

function orNull<Result>(call: () => Result): Result | null {
  try {
    return call();
  } catch {
    return null;
  }
}

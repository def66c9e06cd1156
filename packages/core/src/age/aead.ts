import { createCipheriv, createDecipheriv, getCiphers } from 'node:crypto';
import { decryptChaCha, encryptChaCha } from '../sodium.ts';

/** Bytes of a Poly1305 tag. */
export const TAG_BYTES = 16;

/** Bytes of a ChaCha20-Poly1305 nonce. */
export const NONCE_BYTES = 12;

/** ChaCha20-Poly1305 (RFC 8439) under one 32-byte key, without additional data. */
export interface Aead {
  /** Writes ciphertext and tag to `target`, which is exactly `TAG_BYTES` longer than `plaintext`. */
  encrypt(nonce: Uint8Array, plaintext: Uint8Array, target: Uint8Array): void;
  /** The plaintext of ciphertext and tag, or null where they do not authenticate. */
  decrypt(nonce: Uint8Array, ciphertext: Uint8Array): Uint8Array | null;
}

/** Makes an AEAD of a key. */
export type CreateAead = (key: Uint8Array) => Aead;

const ALGORITHM = 'chacha20-poly1305';
const OPTIONS = { authTagLength: TAG_BYTES };

/** The AEAD of Node's OpenSSL: several times as fast as WebAssembly. */
export function createNativeAead(key: Uint8Array): Aead {
  return {
    encrypt(nonce, plaintext, target) {
      const cipher = createCipheriv(ALGORITHM, key, nonce, OPTIONS);
      target.set(cipher.update(plaintext));
      cipher.final();
      target.set(cipher.getAuthTag(), plaintext.length);
    },
    decrypt(nonce, ciphertext) {
      if (ciphertext.length < TAG_BYTES) return null;
      const split = ciphertext.length - TAG_BYTES;
      const decipher = createDecipheriv(ALGORITHM, key, nonce, OPTIONS);
      decipher.setAuthTag(ciphertext.subarray(split));
      const plaintext = decipher.update(ciphertext.subarray(0, split));
      try {
        decipher.final();
      } catch {
        return null;
      }
      return new Uint8Array(plaintext.buffer, plaintext.byteOffset, plaintext.length);
    },
  };
}

/** The AEAD of libsodium, which runs wherever WebAssembly does and gives the same bytes. */
export function createPortableAead(key: Uint8Array): Aead {
  return {
    encrypt(nonce, plaintext, target) {
      target.set(encryptChaCha(plaintext, nonce, key));
    },
    decrypt: (nonce, ciphertext) => decryptChaCha(ciphertext, nonce, key),
  };
}

let hasNative: boolean | undefined;

/** The faster one that there is: Bun, which has another library in the place of OpenSSL, knows the cipher by libsodium alone. */
export function createSystemAead(key: Uint8Array): Aead {
  hasNative ??= getCiphers().includes(ALGORITHM);
  return hasNative ? createNativeAead(key) : createPortableAead(key);
}

import { blake2b } from '../sodium.ts';

// Apart from the tree: who only hashes, as `scelle inspect` does, need not load libsodium.

/** Length in bytes of the salt key of a batch. */
export const SALT_KEY_BYTES = 32;

/** Length in bytes of the salt of a leaf. */
export const SALT_BYTES = 16;

/**
 * The salt of leaf `index`: BLAKE2b-128, keyed with the salt key, over the index as a 64-bit big-endian number.
 * It keeps an address from being guessed out of its leaf hash. Source: docs/format.md § Merkle tree.
 */
export function leafSalt(saltKey: Uint8Array, index: number): Uint8Array {
  const message = new Uint8Array(8);
  new DataView(message.buffer).setBigUint64(0, BigInt(index));
  return blake2b(SALT_BYTES, message, saltKey);
}

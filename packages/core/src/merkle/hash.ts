import { hash } from 'node:crypto';

/** Length in bytes of every hash in the tree. */
export const HASH_BYTES = 32;

const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

/** SHA-256 of the bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

/** SHA-256 of the bytes, in lower-case hex. */
export function toSha256Hex(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

/**
 * The hash of a leaf, whose input is its salt followed by its content.
 * Source: RFC 9162 § 2.1.1; docs/format.md § Merkle tree.
 */
export function hashLeaf(salt: Uint8Array, content: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + salt.length + content.length);
  input[0] = LEAF_PREFIX;
  input.set(salt, 1);
  input.set(content, 1 + salt.length);
  return sha256(input);
}

/** The hash of an inner node from those of its children. Source: RFC 9162 § 2.1.1. */
export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + 2 * HASH_BYTES);
  input[0] = NODE_PREFIX;
  input.set(left, 1);
  input.set(right, 1 + HASH_BYTES);
  return sha256(input);
}

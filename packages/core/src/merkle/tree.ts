import { encodeHex } from '../canonical/hex.ts';
import { nodeCrypto } from '../platform/node.ts';
import { sha256 } from '../platform/sha256.ts';

export { sha256 };

/** Length in bytes of every hash in the tree. */
export const HASH_BYTES = 32;

const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

/** SHA-256 of the bytes, in lower-case hex. */
export function toSha256Hex(bytes: Uint8Array): string {
  return nodeCrypto === null ? encodeHex(sha256(bytes)) : nodeCrypto.hash('sha256', bytes, 'hex');
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

/** A complete subtree: a number of leaves that is a power of two. */
export interface Subtree {
  readonly leaves: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/**
 * Computes the root of a Merkle tree while its leaf hashes arrive in order, in memory that grows with the logarithm
 * of their number. Source: RFC 9162 § 2.1.2.
 */
export class MerkleRoot {
  /** Roots of the complete subtrees so far, largest first: one for each bit that is set in the number of leaves. */
  readonly #subtrees: Uint8Array[] = [];
  #leaves = 0;

  /** Adds the hash of the next leaf. */
  push(leafHash: Uint8Array): void {
    this.pushSubtree({ leaves: 1, root: leafHash });
  }

  /** Adds a complete subtree that begins at a multiple of its own number of leaves. */
  pushSubtree({ leaves, root }: Subtree): void {
    let subtree = root;
    // A number of leaves may exceed 2^31, so this divides where a shift would wrap.
    for (let size = this.#leaves / leaves; size % 2 === 1; size = (size - 1) / 2) {
      subtree = hashNode(this.#subtrees.pop()!, subtree);
    }
    this.#subtrees.push(subtree);
    this.#leaves += leaves;
  }

  /** Number of leaves so far. */
  get leaves(): number {
    return this.#leaves;
  }

  /** The root over the leaves so far; more may be added afterwards. */
  root(): Uint8Array {
    const smallestFirst = this.#subtrees.toReversed();
    const [last, ...larger] = smallestFirst;
    if (last === undefined) return sha256(new Uint8Array());
    return larger.reduce((right, left) => hashNode(left, right), last);
  }
}

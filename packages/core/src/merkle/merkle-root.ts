import { hashNode, sha256 } from './hash.ts';

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

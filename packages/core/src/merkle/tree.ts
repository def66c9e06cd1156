import { encodeHex } from '../canonical/encoding.ts';
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

/** Leaves `start` (included) to `end` (excluded) of a tree. */
interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** Largest power of two smaller than `leaves`, which is at least 2. */
function splitPoint(leaves: number): number {
  let split = 1;
  while (split * 2 < leaves) split *= 2;
  return split;
}

/** The subtrees whose roots form the path, from the leaf upwards. Source: RFC 9162 § 2.1.3.1. */
function siblingRanges(index: number, leaves: number): LeafRange[] {
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = leaves;
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
}

/**
 * Collects the inclusion path of one leaf while all leaf hashes of the tree pass by in order. Memory grows with the
 * logarithm of their number. Source: RFC 9162 § 2.1.3.1.
 */
export class InclusionPath {
  readonly #siblings: { readonly range: LeafRange; readonly subtree: MerkleRoot }[];
  #next = 0;

  /** `index` of the leaf to prove, counted from 0, in a tree of `leaves` leaves. */
  constructor(index: number, leaves: number) {
    this.#siblings = siblingRanges(index, leaves).map((range) => ({ range, subtree: new MerkleRoot() }));
  }

  /** Adds the hash of the next leaf. */
  push(leafHash: Uint8Array): void {
    const index = this.#next++;
    this.#siblings.find(({ range }) => index >= range.start && index < range.end)?.subtree.push(leafHash);
  }

  /** The hashes of the path, from the leaf's sibling up to a child of the root, once every leaf has passed. */
  path(): Uint8Array[] {
    return this.#siblings.map(({ subtree }) => subtree.root());
  }
}

/** Which leaf of which tree a path belongs to. */
export interface LeafPosition {
  /** Index of the leaf, counted from 0. */
  readonly index: number;
  /** Number of leaves in the tree. */
  readonly leaves: number;
}

/**
 * The root to which a path leads from a leaf hash, or null where the path is too long or too short for the position.
 * Source: RFC 9162 § 2.1.3.2.
 */
export function rootFromPath(
  { index, leaves }: LeafPosition,
  leafHash: Uint8Array,
  path: readonly Uint8Array[],
): Uint8Array | null {
  if (index >= leaves || path.some((hash) => hash.length !== HASH_BYTES)) return null;
  const ranges = siblingRanges(index, leaves);
  if (ranges.length !== path.length) return null;
  return path.reduce(
    (root, sibling, level) => (ranges[level]!.start > index ? hashNode(root, sibling) : hashNode(sibling, root)),
    leafHash,
  );
}

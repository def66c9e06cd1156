import { HASH_BYTES, hashNode, MerkleRoot } from './tree.ts';

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

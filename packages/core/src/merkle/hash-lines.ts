import { LeafHasher } from './leaf-hasher.ts';
import type { Subtree } from './merkle-root.ts';

/** A run of record lines with the index of its first leaf. */
export interface LineRun {
  /** The lines, each with its newline. */
  readonly lines: Uint8Array;
  /** Where each line ends, behind its newline. */
  readonly ends: Uint32Array;
  /** Index of the leaf of the first line: 1 for the first record of the batch. */
  readonly firstLeaf: number;
}

/**
 * Hashes the lines of a run into as few complete subtrees as there are, in the order of their leaves, so that runs can
 * be hashed side by side and joined afterwards. Source: RFC 9162 § 2.1.
 */
export function hashLines(saltKey: Uint8Array, { lines, ends, firstLeaf }: LineRun): Subtree[] {
  using hasher = new LeafHasher(saltKey);
  const subtrees: { leaves: number; root: string }[] = [];
  let start = 0;
  for (const [position, end] of ends.entries()) {
    const leaf = firstLeaf + position;
    let root = hasher.hashLeaf(leaf, lines, start, end - 1);
    let leaves = 1;
    // A leaf completes as many subtrees as its number ends in ones, as far as they began within this run.
    for (let rest = leaf; rest % 2 === 1 && subtrees.at(-1)?.leaves === leaves; rest = (rest - 1) / 2) {
      root = hasher.hashNode(subtrees.pop()!.root, root);
      leaves *= 2;
    }
    subtrees.push({ leaves, root });
    start = end;
  }
  return subtrees.map(({ leaves, root }) => ({ leaves, root: Buffer.from(root, 'latin1') }));
}

import { HASH_BYTES } from './hash.ts';
import { LeafHasher } from './leaf-hasher.ts';
import type { Subtree } from './merkle-root.ts';
import { SALT_BYTES } from './salts.ts';

/** A run of record lines with the index of its first leaf. */
export interface LineRun {
  /** The lines, each with its newline. */
  readonly lines: Uint8Array;
  /** Where each line ends, behind its newline. */
  readonly ends: Uint32Array;
  /** Index of the leaf of the first line: 1 for the first record of the batch. */
  readonly firstLeaf: number;
}

/** The leaves of a run, one behind the other in the order of its lines. */
export interface RunLeaves {
  /** 16 bytes each. */
  readonly salts: Uint8Array;
  /** 32 bytes each. */
  readonly hashes: Uint8Array;
}

/** Room for the leaves of so many lines. */
export function createRunLeaves(lines: number): RunLeaves {
  return { salts: new Uint8Array(lines * SALT_BYTES), hashes: new Uint8Array(lines * HASH_BYTES) };
}

/**
 * Hashes the lines of a run into as few complete subtrees as there are, in the order of their leaves, so that runs can
 * be hashed side by side and joined afterwards. Where somebody keeps the leaves, they are written into `kept`.
 * Source: RFC 9162 § 2.1.
 */
export function hashLines(
  saltKey: Uint8Array,
  { lines, ends, firstLeaf }: LineRun,
  kept: RunLeaves | null = null,
): Subtree[] {
  using hasher = new LeafHasher(saltKey);
  const subtrees: { leaves: number; root: string }[] = [];
  let start = 0;
  for (const [position, end] of ends.entries()) {
    const leaf = firstLeaf + position;
    let root = hasher.hashLeaf(leaf, lines, start, end - 1);
    if (kept !== null) keepLeaf(kept, position, hasher.salt, root);
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

function keepLeaf({ salts, hashes }: RunLeaves, position: number, salt: Uint8Array, leafHash: string): void {
  salts.set(salt, position * SALT_BYTES);
  for (let at = 0; at < HASH_BYTES; at += 1) hashes[position * HASH_BYTES + at] = leafHash.charCodeAt(at);
}

import { findHasher } from './find-hasher.ts';
import { HASH_BYTES } from './hash.ts';
import type { Subtree } from './merkle-root.ts';
import { reduceTable } from './reduce-table.ts';
import { type RunHasher, TABLE_HASHES } from './run-hasher.ts';
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
 * Hashes the lines of a run into few complete subtrees, of 4,096 leaves at most, in the order of their leaves, so that
 * runs can be hashed side by side and joined afterwards. Where somebody keeps the leaves, they are written into `kept`.
 * Every hasher gives the same. Source: RFC 9162 § 2.1.
 */
export function hashLines(
  saltKey: Uint8Array,
  { lines, ends, firstLeaf }: LineRun,
  kept: RunLeaves | null = null,
  hasher: RunHasher = findHasher(ends.length),
): Subtree[] {
  using _run = hasher.begin(saltKey, lines);
  const subtrees: Subtree[] = [];
  let start = 0;
  for (let done = 0; done < ends.length; ) {
    const first = firstLeaf + done;
    // Tables begin and end where large subtrees do.
    const leaves = Math.min(ends.length - done, TABLE_HASHES - (first % TABLE_HASHES));
    for (let place = 0; place < leaves; place += 1) {
      const end = ends[done + place]!;
      hasher.hashLeaf(first + place, start, end - 1, place);
      kept?.salts.set(hasher.salt, SALT_BYTES * (done + place));
      start = end;
    }
    kept?.hashes.set(hasher.table.subarray(0, HASH_BYTES * leaves), HASH_BYTES * done);
    subtrees.push(...reduceTable(hasher, first, leaves));
    done += leaves;
  }
  return subtrees;
}

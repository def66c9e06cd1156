import { PlainHasher, type RunHasher, TABLE_HASHES } from './run-hasher.ts';
import { SALT_BYTES } from './salts.ts';
import { HASH_BYTES, type Subtree } from './tree.ts';
import { WasmHasher } from './wasm-hasher.ts';

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
    for (const subtree of reduceTable(hasher, first, leaves)) subtrees.push(subtree);
    done += leaves;
  }
  return subtrees;
}

/** Fewer lines are hashed before the faster functions would be made. */
const MANY_LINES = 500;

let plain: PlainHasher | undefined;
let fast: WasmHasher | null | undefined;

/** The hasher for a run of so many lines, made when it is first asked for: WebAssembly where there is any, and it pays. */
export function findHasher(lines: number): RunHasher {
  if (lines >= MANY_LINES && fast === undefined) fast = WasmHasher.create();
  if (fast) return fast;
  plain ??= new PlainHasher();
  return plain;
}

/**
 * Reduces the hashes of so many leaves, which stand at the start of the table, to as few complete subtrees as there are,
 * in the order of their leaves. Source: RFC 9162 § 2.1.1.
 */
export function reduceTable(hasher: RunHasher, firstLeaf: number, leaves: number): Subtree[] {
  const left: Subtree[] = [];
  const right: Subtree[] = [];
  let first = firstLeaf;
  let nodes = leaves;
  for (let size = 1; nodes > 0; size *= 2) {
    // A right child whose sibling is not among these, and a left one.
    const before = first % 2;
    const behind = (nodes - before) % 2;
    if (before === 1) left.push({ leaves: size, root: copyHash(hasher, 0) });
    if (behind === 1) right.unshift({ leaves: size, root: copyHash(hasher, nodes - 1) });
    nodes = (nodes - before - behind) / 2;
    hasher.hashNodes(nodes, before);
    first = (first + before) / 2;
  }
  return [...left, ...right];
}

function copyHash({ table }: RunHasher, place: number): Uint8Array {
  return Uint8Array.from(table.subarray(HASH_BYTES * place, HASH_BYTES * (place + 1)));
}

import { HASH_BYTES } from './hash.ts';
import type { Subtree } from './merkle-root.ts';
import type { RunHasher } from './run-hasher.ts';

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

import { createHash } from 'node:crypto';
import { leafSalt } from '../../src/merkle/salts.ts';

function hash(...parts: Uint8Array[]): Uint8Array {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

/** The hash of a salted leaf, as RFC 9162 § 2.1.1 writes it. */
export function naiveLeaf(saltKey: Uint8Array, index: number, content: Uint8Array): Uint8Array {
  return hash(Uint8Array.of(0), leafSalt(saltKey, index), content);
}

/** The hash of a tree from those of its leaves: RFC 9162 § 2.1.1 as it stands there, recursive and slow. */
export function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return hash();
  if (leaves.length === 1) return leaves[0]!;
  const half = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return hash(Uint8Array.of(1), naiveRoot(leaves.slice(0, half)), naiveRoot(leaves.slice(half)));
}

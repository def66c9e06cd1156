import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafSalt } from '../../src/merkle/salts.ts';
import { hashLeaf, InclusionPath, MerkleRoot, rootFromPath } from '../../src/merkle/tree.ts';

/** The definitions of RFC 9162 §§ 2.1.1 and 2.1.3.1 as they stand there, recursive and slow: the oracle. */
function hash(...parts: Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}
function split(n: number): number {
  return 2 ** Math.floor(Math.log2(n - 1));
}
function treeHash(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return hash();
  if (leaves.length === 1) return leaves[0]!;
  const k = split(leaves.length);
  return hash(Uint8Array.of(1), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}
function treePath(m: number, leaves: Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return m < k
    ? [...treePath(m, leaves.slice(0, k)), treeHash(leaves.slice(k))]
    : [...treePath(m - k, leaves.slice(k)), treeHash(leaves.slice(0, k))];
}

const someLeaves = Array.from({ length: 70 }, (_, index) => hash(Uint8Array.of(0, index)));

function rootOf(leaves: Uint8Array[]): Uint8Array {
  const tree = new MerkleRoot();
  for (const leaf of leaves) tree.push(leaf);
  return tree.root();
}

function pathOf(index: number, leaves: Uint8Array[]): Uint8Array[] {
  const path = new InclusionPath(index, leaves.length);
  for (const leaf of leaves) path.push(leaf);
  return path.path();
}

describe('MerkleRoot', () => {
  it('agrees with the definition of RFC 9162 for every number of leaves up to 70', () => {
    for (let size = 0; size <= 70; size++) {
      const leaves = someLeaves.slice(0, size);
      expect(rootOf(leaves)).toEqual(treeHash(leaves));
    }
  });

  it('gives the well-known roots of the reference tree of the certificate transparency project', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const leaves = inputs.map((input) => hashLeaf(new Uint8Array(), Buffer.from(input, 'hex')));
    expect(Buffer.from(rootOf(leaves)).toString('hex')).toBe(
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    );
    expect(Buffer.from(rootOf(leaves.slice(0, 3))).toString('hex')).toBe(
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    );
  });
});

describe('InclusionPath', () => {
  it('agrees with the definition of RFC 9162 for every leaf of every tree up to 40 leaves, and leads to the root', () => {
    for (let size = 1; size <= 40; size++) {
      const leaves = someLeaves.slice(0, size);
      for (let index = 0; index < size; index++) {
        const path = pathOf(index, leaves);
        expect(path).toEqual(treePath(index, leaves));
        expect(rootFromPath({ index, leaves: size }, leaves[index]!, path)).toEqual(rootOf(leaves));
      }
    }
  });

  it('does not lead to the root from another leaf, another position, or with a path altered in any way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 70 }), fc.nat(), fc.nat(), fc.nat(), (size, a, b, bit) => {
        const leaves = someLeaves.slice(0, size);
        const index = a % size;
        const path = pathOf(index, leaves);
        const root = Buffer.from(rootOf(leaves));
        const leads = (position: { index: number; leaves: number }, leaf: Uint8Array, hashes: Uint8Array[]) => {
          const found = rootFromPath(position, leaf, hashes);
          return found !== null && root.equals(found);
        };
        const position = { index, leaves: size };
        const altered = path.map((hash) => Uint8Array.from(hash));
        altered[b % path.length]![bit % 32]! ^= 1 << (bit % 8);
        const other = (index + 1 + (b % (size - 1))) % size;
        expect(leads(position, leaves[index]!, path)).toBe(true);
        expect(leads(position, leaves[other]!, path)).toBe(false);
        expect(leads({ index: other, leaves: size }, leaves[index]!, path)).toBe(false);
        expect(leads(position, leaves[index]!, altered)).toBe(false);
        expect(leads(position, leaves[index]!, path.slice(1))).toBe(false);
        expect(leads(position, leaves[index]!, [...path, root])).toBe(false);
        expect(leads({ index: size, leaves: size }, leaves[index]!, path)).toBe(false);
      }),
    );
  });
});

describe('leafSalt', () => {
  it('is keyed BLAKE2b-128 over the 64-bit big-endian index, also beyond 2^32', () => {
    const key = new Uint8Array(32).fill(7);
    // Made with: printf '%016x' INDEX | xxd -r -p | python3 -c "hashlib.blake2b(…, digest_size=16, key=bytes([7])*32)"
    const known: [number, string][] = [
      [0, '00ca3fb7319f2afca36cc83b3ed68e7d'],
      [1, '2215f7bc73411c80922883f40aab278f'],
      [65_536, '9026c23fa720ed6d7a23536df97808a8'],
      [4_294_967_297, 'e2a6e3a51016a2da13756825489faf8d'],
    ];
    expect(known.map(([index]) => [index, Buffer.from(leafSalt(key, index)).toString('hex')])).toEqual(known);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../src/batch/limits.ts';
import { hashLeaf, hashNode } from '../../src/merkle/hash.ts';
import { LeafHasher } from '../../src/merkle/leaf-hasher.ts';
import { leafSalt } from '../../src/merkle/salts.ts';

const saltKey = fc.uint8Array({ minLength: 32, maxLength: 32 });
const digest = fc.uint8Array({ minLength: 32, maxLength: 32 });
const index = fc.oneof(
  fc.maxSafeNat(),
  fc.constantFrom(0, 255, 256, 65_535, 65_536, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 40 + 3),
);

describe('LeafHasher', () => {
  it('hashes leaves as leafSalt and hashLeaf do, one after the other in the same memory', () => {
    const leaves = fc.array(fc.tuple(index, fc.uint8Array({ maxLength: 300 })), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(saltKey, leaves, (key, leaves) => {
        using hasher = new LeafHasher(key);
        for (const [index, content] of leaves) {
          const found = hasher.hashLeaf(index, content, 0, content.length);
          expect(Buffer.from(found, 'latin1')).toEqual(hashLeaf(leafSalt(key, index), content));
        }
      }),
    );
  });

  it('hashes the part of the bytes that it is told to', () => {
    const [key, bytes] = [new Uint8Array(32), Buffer.from('before|content|behind')];
    using hasher = new LeafHasher(key);
    const found = hasher.hashLeaf(5, bytes, 7, 14);
    expect(Buffer.from(found, 'latin1')).toEqual(hashLeaf(leafSalt(key, 5), Buffer.from('content')));
  });

  it('leaves no bytes of the largest leaf behind in the next ones', () => {
    const key = new Uint8Array(32).fill(1);
    using hasher = new LeafHasher(key);
    for (const length of [limits.contentDocumentBytes, limits.recordLineBytes, 3, 0, 1]) {
      const content = new Uint8Array(length).fill(length % 251);
      const found = hasher.hashLeaf(length, content, 0, length);
      expect(Buffer.from(found, 'latin1')).toEqual(hashLeaf(leafSalt(key, length), content));
    }
  });

  it('hashes nodes as hashNode does', () => {
    using hasher = new LeafHasher(new Uint8Array(32));
    fc.assert(
      fc.property(digest, digest, (left, right) => {
        const [first, second] = [left, right].map((bytes) => Buffer.from(bytes).toString('latin1')) as [string, string];
        expect(Buffer.from(hasher.hashNode(first, second), 'latin1')).toEqual(hashNode(left, right));
      }),
    );
  });

  it('keeps two batches apart that are hashed at the same time', () => {
    const keys = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const hashers = keys.map((key) => new LeafHasher(key));
    const content = Buffer.from('line');
    for (const index of [1, 2, 3]) {
      const found = hashers.map((hasher) => Buffer.from(hasher.hashLeaf(index, content, 0, 4), 'latin1'));
      expect(found).toEqual(keys.map((key) => hashLeaf(leafSalt(key, index), content)));
    }
    for (const hasher of hashers) hasher[Symbol.dispose]();
  });
});

import { type ContentHead, hashLeaf, leafSalt, type Manifest, MerkleRoot, type Subtree } from '@scelle/core';
import { VerifyError } from '../errors/verify-error.ts';
import type { Comparison } from '../report.ts';

/** Step 10: the Merkle root over batch.json and all records. Source: RFC 9162 § 2.1; docs/format.md § Merkle tree. */
export class MerkleCheck {
  readonly #tree = new MerkleRoot();

  /** Takes batch.json, which is leaf 0. */
  constructor({ saltKey, document }: ContentHead) {
    this.#tree.push(hashLeaf(leafSalt(saltKey, 0), document));
  }

  /** Takes the leaves of the next records, as complete subtrees. */
  take(subtrees: readonly Subtree[]): void {
    for (const subtree of subtrees) this.#tree.pushSubtree(subtree);
  }

  finish({ records }: Manifest): Comparison[] {
    const found = Buffer.from(this.#tree.root()).toString('hex');
    const expected = records.merkleRoot;
    if (found !== expected) throw new VerifyError('merkle-root', { found, expected });
    return [{ what: 'merkle-root', found, expected }];
  }
}

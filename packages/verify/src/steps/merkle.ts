import { hashLeaf, leafSalt, type Manifest, MerkleRoot } from '@scelle/core';
import type { Comparison } from '../report.ts';
import { VerifyError } from '../verify-error.ts';

/** Step 10: the Merkle root over batch.json and all records. Source: RFC 9162 § 2.1; docs/format.md § Merkle tree. */
export class MerkleCheck {
  readonly #saltKey: Uint8Array;
  readonly #tree = new MerkleRoot();

  constructor(saltKey: Uint8Array) {
    this.#saltKey = saltKey;
  }

  /** Takes the next leaf. */
  take(content: Uint8Array): void {
    this.#tree.push(hashLeaf(leafSalt(this.#saltKey, this.#tree.leaves), content));
  }

  finish({ records }: Manifest): Comparison[] {
    const found = Buffer.from(this.#tree.root()).toString('hex');
    const expected = records.merkleRoot;
    if (found !== expected) throw new VerifyError('merkle-root', { found, expected });
    return [{ what: 'merkle-root', found, expected }];
  }
}

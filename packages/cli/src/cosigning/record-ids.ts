import { hash } from 'node:crypto';
import type { IpEvidence } from '@scelle/core';
import type { ContentConsumer, ProvisionalGroup } from '@scelle/verify';

const FIRST_ROOM = 1 << 12;

/**
 * The ids of the records of a batch, eight bytes of a digest for each: enough that two are hardly ever taken for one, and
 * few enough for millions of them.
 */
export class RecordIds implements ContentConsumer {
  #digests = new BigUint64Array(FIRST_ROOM);
  #count = 0;

  async takeGroup({ records }: ProvisionalGroup): Promise<void> {
    for (const { record } of records) this.#add((record as IpEvidence).recordId);
  }

  #add(recordId: string): void {
    if (this.#count === this.#digests.length) {
      const larger = new BigUint64Array(2 * this.#count);
      larger.set(this.#digests);
      this.#digests = larger;
    }
    this.#digests[this.#count++] = hash('sha256', recordId, 'buffer').readBigUInt64BE();
  }

  /** How many records have the id of one before. */
  countRepeated(): number {
    const sorted = this.#sort();
    return sorted.reduce((repeated, digest, at) => repeated + Number(at > 0 && sorted[at - 1] === digest), 0);
  }

  /** How many records have an id that is in the other batch too. */
  countShared(other: RecordIds): number {
    const [mine, others] = [this.#sort(), other.#sort()];
    let at = 0;
    let shared = 0;
    for (const digest of mine) {
      while (at < others.length && others[at]! < digest) at += 1;
      shared += Number(others[at] === digest);
    }
    return shared;
  }

  #sort(): BigUint64Array {
    return this.#digests.subarray(0, this.#count).sort();
  }
}

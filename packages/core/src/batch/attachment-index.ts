import { randomFillSync } from 'node:crypto';

const DIGEST_BYTES = 32;
const INITIAL_SLOTS = 1024;

/**
 * The digests and lengths of the attachments seen so far, in 36 bytes a slot: a batch may hold five million, and a
 * Map of hex strings would take several times the memory.
 */
export class AttachmentIndex {
  #digests: Uint8Array = new Uint8Array(INITIAL_SLOTS * DIGEST_BYTES);
  /** Length in bytes of each attachment; 0 marks a free slot, since an attachment has at least one byte. */
  #lengths: Uint32Array = new Uint32Array(INITIAL_SLOTS);
  /** What spreads the digests over the slots. It has no influence on any answer. */
  readonly #factors = randomFillSync(new Uint32Array(DIGEST_BYTES / 4));
  #count = 0;
  #bytes = 0;

  /** Number of distinct attachments. */
  get count(): number {
    return this.#count;
  }

  /** Their total length in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Length in bytes of the attachment with that SHA-256 (hex), or null where there is none yet. */
  lengthOf(sha256: string): number | null {
    return this.#lengths[this.#slotOf(Buffer.from(sha256, 'hex'))] || null;
  }

  /** Adds an attachment that is not there yet. `length` in bytes, at least 1. */
  add(sha256: string, length: number): void {
    if ((this.#count + 1) * 4 > this.#lengths.length * 3) this.#grow();
    this.#put(Buffer.from(sha256, 'hex'), length);
    this.#count += 1;
    this.#bytes += length;
  }

  #put(digest: Uint8Array, length: number): void {
    const slot = this.#slotOf(digest);
    this.#digests.set(digest, slot * DIGEST_BYTES);
    this.#lengths[slot] = length;
  }

  /** The slot that holds the digest, or the free one where it belongs (open addressing, linear probing). */
  #slotOf(digest: Uint8Array): number {
    const mask = this.#lengths.length - 1;
    let slot = this.#hash(digest) >>> Math.clz32(mask);
    while (this.#lengths[slot] !== 0 && !this.#holds(slot, digest)) slot = (slot + 1) & mask;
    return slot;
  }

  /**
   * 32 bits, of which the high ones are the best. Threat: digests that are chosen to fall into the same slots, so that
   * time grows with the square of their number; records may name any, long before the attachments are checked.
   */
  #hash(digest: Uint8Array): number {
    const words = new DataView(digest.buffer, digest.byteOffset);
    return this.#factors.reduce((sum, factor, word) => (sum + Math.imul(factor, words.getUint32(4 * word))) | 0, 0);
  }

  #holds(slot: number, digest: Uint8Array): boolean {
    const start = slot * DIGEST_BYTES;
    return digest.every((byte, index) => this.#digests[start + index] === byte);
  }

  #grow(): void {
    const digests = this.#digests;
    const lengths = this.#lengths;
    this.#digests = new Uint8Array(digests.length * 2);
    this.#lengths = new Uint32Array(lengths.length * 2);
    for (const [slot, length] of lengths.entries()) {
      if (length !== 0) this.#put(digests.subarray(slot * DIGEST_BYTES, (slot + 1) * DIGEST_BYTES), length);
    }
  }
}

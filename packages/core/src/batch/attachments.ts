import { randomFillSync } from 'node:crypto';
import { CoreError } from '../errors/core-error.ts';
import { giveWay } from '../io/event-loop.ts';
import { limits } from '../limits.ts';
import { toSha256Hex } from '../merkle/tree.ts';
import type { RecordFacts } from '../record/profile.ts';

/** Reading many small files one after the other would wait for each. */
const READ_AT_ONCE = 32;

/**
 * Gives the bytes of the attachment with that SHA-256 (hex), or null where there is none. They may be read into `memory`,
 * where it is given: it has the length that the record tells.
 */
export type ReadAttachment = (sha256: string, memory?: Uint8Array) => Promise<Uint8Array | null>;

/** Attachments that were read, by SHA-256, in memory that holds nothing else. */
export interface ReadAttachments {
  readonly attachments: ReadonlyMap<string, Uint8Array>;
  readonly memory: Uint8Array;
}

/** Holds attachments until a record names them, and fetches the others. */
export class AttachmentPool {
  readonly #waiting = new Map<string, Uint8Array>();
  readonly #read: ReadAttachment;
  #bytes = 0;
  #spare = new ArrayBuffer();

  constructor(read: ReadAttachment = async () => null) {
    this.#read = read;
  }

  /** Number of attachments that no record has named yet. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Keeps the bytes and gives their SHA-256 in hex. Throws `attachment-too-large`, `attachment-empty`. */
  put(bytes: Uint8Array): string {
    if (bytes.length === 0) throw new CoreError('attachment-empty');
    const digest = toSha256Hex(bytes);
    if (this.#waiting.has(digest)) return digest;
    // The same bound as for what one record names: more can only wait if records do not follow.
    if (this.#bytes + bytes.length > limits.attachmentBytes) {
      throw new CoreError('attachment-too-large', { found: this.#bytes + bytes.length, limit: limits.attachmentBytes });
    }
    this.#waiting.set(digest, bytes);
    this.#bytes += bytes.length;
    return digest;
  }

  /**
   * The bytes of an attachment, which goes on waiting: the record that names it may still be refused. Throws
   * `attachment-not-found`, `attachment-wrong-length`, `attachment-wrong-digest`.
   */
  async read(digest: string, length: number, memory?: Uint8Array): Promise<Uint8Array> {
    const bytes = this.#waiting.get(digest) ?? (await this.#read(digest, memory));
    if (bytes === null) throw new CoreError('attachment-not-found', { name: digest });
    if (bytes.length !== length) {
      throw new CoreError('attachment-wrong-length', { name: digest, found: bytes.length, expected: length });
    }
    if (toSha256Hex(bytes) !== digest) {
      throw new CoreError('attachment-wrong-digest', { name: digest });
    }
    return bytes;
  }

  /** The attachments of which the lengths are given. Throws what `read` throws. */
  async readAll(wanted: ReadonlyMap<string, number>): Promise<ReadAttachments> {
    const list = [...wanted];
    const attachments = new Map<string, Uint8Array>();
    const memory = this.#takeMemory(list.reduce((total, [, length]) => total + length, 0));
    let position = 0;
    for (let start = 0; start < list.length; start += READ_AT_ONCE) {
      const reading = list.slice(start, start + READ_AT_ONCE).map(([digest, length]) => {
        const place = memory.subarray(position, position + length);
        position += length;
        attachments.set(digest, place);
        return this.#readInto(place, digest);
      });
      await Promise.all(reading);
      const turn = giveWay();
      if (turn !== null) await turn;
    }
    return { attachments, memory };
  }

  /** Takes memory back that `readAll` gave, once nothing in it is needed any more: it will be used again. */
  giveBack(memory: Uint8Array): void {
    if (memory.buffer.byteLength > this.#spare.byteLength) this.#spare = memory.buffer as ArrayBuffer;
  }

  /** Megabytes that were taken and given up for each group would leave the process with several times as many. */
  #takeMemory(length: number): Uint8Array {
    const spare = this.#spare;
    if (length === 0 || spare.byteLength < length) return new Uint8Array(length);
    this.#spare = new ArrayBuffer();
    return new Uint8Array(spare, 0, length);
  }

  async #readInto(place: Uint8Array, digest: string): Promise<void> {
    const bytes = await this.read(digest, place.length, place);
    if (bytes.buffer !== place.buffer) place.set(bytes);
  }

  /** Ends the waiting of those that an accepted record names, also of one that the batch held before. */
  release(segments: RecordFacts['segments']): void {
    for (const { sha256: digest } of segments) {
      this.#bytes -= this.#waiting.get(digest)?.length ?? 0;
      this.#waiting.delete(digest);
    }
  }
}

const DIGEST_WORDS = 8;
const INITIAL_SLOTS = 1024;

/**
 * The digests and lengths of the attachments seen so far, in 36 bytes a slot: a batch may hold five million, and a
 * Map of hex strings would take several times the memory.
 */
export class AttachmentIndex {
  #digests = new Uint32Array(INITIAL_SLOTS * DIGEST_WORDS);
  /** Length in bytes of each attachment; 0 marks a free slot, since an attachment has at least one byte. */
  #lengths = new Uint32Array(INITIAL_SLOTS);
  /** What spreads the digests over the slots. It has no influence on any answer. */
  readonly #factors = randomFillSync(new Uint32Array(DIGEST_WORDS));
  readonly #bytesOfDigest = Buffer.alloc(4 * DIGEST_WORDS);
  readonly #digest = new Uint32Array(this.#bytesOfDigest.buffer, this.#bytesOfDigest.byteOffset, DIGEST_WORDS);
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
    return this.#lengths[this.#slotOf(this.#parse(sha256), 0)] || null;
  }

  /** Adds an attachment that is not there yet. `length` in bytes, at least 1. */
  add(sha256: string, length: number): void {
    if ((this.#count + 1) * 4 > this.#lengths.length * 3) this.#grow();
    this.#put(this.#parse(sha256), 0, length);
    this.#count += 1;
    this.#bytes += length;
  }

  /** The digest, in memory that the next one is parsed into. */
  #parse(sha256: string): Uint32Array {
    this.#bytesOfDigest.write(sha256, 'hex');
    return this.#digest;
  }

  /** `at`: where the digest stands in an array of words, here and below. */
  #put(words: Uint32Array, at: number, length: number): void {
    const slot = this.#slotOf(words, at);
    for (let word = 0; word < DIGEST_WORDS; word += 1) this.#digests[slot * DIGEST_WORDS + word] = words[at + word]!;
    this.#lengths[slot] = length;
  }

  /** The slot that holds the digest, or the free one where it belongs (open addressing, linear probing). */
  #slotOf(words: Uint32Array, at: number): number {
    const mask = this.#lengths.length - 1;
    let slot = this.#hash(words, at) >>> Math.clz32(mask);
    while (this.#lengths[slot] !== 0 && !this.#holds(slot, words, at)) slot = (slot + 1) & mask;
    return slot;
  }

  /**
   * 32 bits, of which the high ones are the best. Threat: digests that are chosen to fall into the same slots, so that
   * time grows with the square of their number; records may name any, long before the attachments are checked.
   */
  #hash(words: Uint32Array, at: number): number {
    let sum = 0;
    for (let word = 0; word < DIGEST_WORDS; word += 1) sum += Math.imul(this.#factors[word]!, words[at + word]!);
    return sum | 0;
  }

  #holds(slot: number, words: Uint32Array, at: number): boolean {
    const start = slot * DIGEST_WORDS;
    for (let word = 0; word < DIGEST_WORDS; word += 1) {
      if (this.#digests[start + word] !== words[at + word]) return false;
    }
    return true;
  }

  #grow(): void {
    const digests = this.#digests;
    const lengths = this.#lengths;
    this.#digests = new Uint32Array(digests.length * 2);
    this.#lengths = new Uint32Array(lengths.length * 2);
    for (let slot = 0; slot < lengths.length; slot += 1) {
      if (lengths[slot] !== 0) this.#put(digests, slot * DIGEST_WORDS, lengths[slot]!);
    }
  }
}

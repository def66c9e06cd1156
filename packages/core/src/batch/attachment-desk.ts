import { CoreError } from '../errors/core-error.ts';
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
export class AttachmentDesk {
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

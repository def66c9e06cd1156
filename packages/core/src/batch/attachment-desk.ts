import { CoreError } from '../errors/core-error.ts';
import { toSha256Hex } from '../merkle/hash.ts';
import type { RecordFacts } from '../record/profile.ts';
import type { GroupBuilder } from './group-builder.ts';
import { limits } from './limits.ts';

/** Reading many small files one after the other would wait for each. */
const READ_AT_ONCE = 32;

/** Gives the bytes of the attachment with that SHA-256 (hex), or null where there is none. */
export type ReadAttachment = (sha256: string) => Promise<Uint8Array | null>;

/** Holds attachments until a record names them, and fetches the others. */
export class AttachmentDesk {
  readonly #waiting = new Map<string, Uint8Array>();
  readonly #read: ReadAttachment;
  #bytes = 0;

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
  async read(digest: string, length: number): Promise<Uint8Array> {
    const bytes = this.#waiting.get(digest) ?? (await this.#read(digest));
    if (bytes === null) throw new CoreError('attachment-not-found', { name: digest });
    if (bytes.length !== length) {
      throw new CoreError('attachment-wrong-length', { name: digest, found: bytes.length, expected: length });
    }
    if (toSha256Hex(bytes) !== digest) {
      throw new CoreError('attachment-wrong-digest', { name: digest });
    }
    return bytes;
  }

  /**
   * The attachments that no group carries yet, by SHA-256; null where one of them would be refused, or where they are
   * more than may be in memory at once.
   */
  async readAll(
    groups: GroupBuilder,
    references: RecordFacts['segments'],
  ): Promise<ReadonlyMap<string, Uint8Array> | null> {
    const found = new Map<string, Uint8Array>();
    try {
      const wanted = [...groups.findNewAttachments(references)];
      for (let start = 0; start < wanted.length; start += READ_AT_ONCE) {
        const part = wanted.slice(start, start + READ_AT_ONCE);
        const bytes = await Promise.all(part.map(([digest, length]) => this.read(digest, length)));
        for (const [position, [digest]] of part.entries()) found.set(digest, bytes[position]!);
      }
      return found;
    } catch (error) {
      if (error instanceof CoreError) return null;
      throw error;
    }
  }

  /** Ends the waiting of those that an accepted record names, also of one that the batch held before. */
  release(segments: RecordFacts['segments']): void {
    for (const { sha256: digest } of segments) {
      this.#bytes -= this.#waiting.get(digest)?.length ?? 0;
      this.#waiting.delete(digest);
    }
  }
}

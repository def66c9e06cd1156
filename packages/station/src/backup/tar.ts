import { encodeTarHeader, PieceReader, parseTarHeader, tarBlockBytes, tarPaddingAfter } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';

/** A file that goes into a tar. */
export interface PackedMember {
  readonly name: string;
  /** Its exact length in bytes. */
  readonly size: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/** The bytes of a tar with these members. Throws what reading them throws. Source: docs/station-documents.md § Backups. */
export async function* packTar(members: AsyncIterable<PackedMember>): AsyncGenerator<Uint8Array> {
  for await (const { name, size, content } of members) {
    yield encodeTarHeader({ name, size });
    yield* content;
    yield new Uint8Array(tarPaddingAfter(size));
  }
  yield new Uint8Array(2 * tarBlockBytes);
}

/** Reads a tar in which every member is known beforehand. All methods throw `backup-invalid` where it is another one. */
export class TarReader {
  readonly #pieces: PieceReader;
  #at = 0;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#pieces = new PieceReader(bytes);
  }

  /** The size of the member `name`, which must come next, and have at most `limit` bytes. */
  async readHeader(name: string, limit: number = Number.MAX_SAFE_INTEGER): Promise<number> {
    const at = this.#at;
    const header = parseTarHeader(await this.#take(tarBlockBytes), at);
    const isExpected = header !== null && header.name === name && header.size <= limit;
    if (!isExpected) throw new StationError('backup-invalid', { found: header?.name ?? '–', expected: name });
    return header.size;
  }

  /** The content of the member whose header was read: to be read to its end before anything else. */
  async *readContent(size: number): AsyncGenerator<Uint8Array> {
    for (let left = size; left > 0; ) {
      const piece = await this.#next(left);
      left -= piece.length;
      yield piece;
    }
    await this.#take(tarPaddingAfter(size));
  }

  /** Demands the end mark, and nothing after it. */
  async finish(): Promise<void> {
    const end = await this.#take(2 * tarBlockBytes);
    const isEnd = end.every((byte) => byte === 0) && (await this.#pieces.isAtEnd());
    if (!isEnd) throw new StationError('backup-invalid', { found: this.#at, expected: 'end' });
  }

  /** Stops reading. */
  async close(): Promise<void> {
    await this.#pieces.close();
  }

  async #take(length: number): Promise<Uint8Array> {
    const taken = new Uint8Array(length);
    for (let filled = 0; filled < length; ) {
      const piece = await this.#next(length - filled);
      taken.set(piece, filled);
      filled += piece.length;
    }
    return taken;
  }

  /** The next bytes, at most `most`. */
  async #next(most: number): Promise<Uint8Array> {
    const piece = await this.#pieces.next();
    if (piece === null) throw new StationError('backup-invalid', { found: this.#at, expected: 'tar' });
    this.#pieces.giveBack(piece.subarray(most));
    const taken = piece.subarray(0, most);
    this.#at += taken.length;
    return taken;
  }
}

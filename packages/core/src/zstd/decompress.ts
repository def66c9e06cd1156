import { pipeline } from 'node:stream';
import { promisify } from 'node:util';
import { constants, createZstdDecompress, type ZstdOptions, zstdDecompress } from 'node:zlib';
import { CoreError } from '../errors/core-error.ts';
import { claimMemory, concatenate } from '../io/own-memory.ts';
import { FrameWalk, maximalWindowLog } from './frame.ts';

/** Takes pieces from a stream, which can be given back. */
export class PieceReader {
  readonly #iterator: AsyncIterator<Uint8Array>;
  /** What was given back; the last is the first to be read. */
  readonly #given: Uint8Array[] = [];

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  /** The next piece, never empty; null at the end. */
  async next(): Promise<Uint8Array | null> {
    for (;;) {
      const given = this.#given.pop();
      if (given !== undefined) return given;
      const result = await this.#iterator.next();
      if (result.done) return null;
      this.giveBack(result.value);
    }
  }

  /** Makes the bytes the next ones to be read. */
  giveBack(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#given.push(bytes);
  }

  /** Whether no byte follows. */
  async isAtEnd(): Promise<boolean> {
    const piece = await this.next();
    if (piece !== null) this.giveBack(piece);
    return piece === null;
  }

  /** Tells the source that no more will be read. */
  async close(): Promise<void> {
    await this.#iterator.return?.();
  }
}

const outputPieceLength = 256 << 10;

/**
 * The content of the next frame, from a decompressor of its own that must take in exactly the bytes between the
 * frame's boundaries. `index` counts frames, for messages. Throws the codes of `decompressFrames`.
 */
export async function* decompressFrame(compressed: PieceReader, index: number): AsyncGenerator<Uint8Array> {
  const decompressor = createZstdDecompress({
    chunkSize: outputPieceLength,
    params: { [constants.ZSTD_d_windowLogMax]: maximalWindowLog },
  });
  const size = { compressed: 0, content: 0 };
  try {
    // The loop below throws what went wrong; the callback has nothing to add.
    for await (const piece of pipeline(frameBytes(), decompressor, () => undefined)) {
      size.content += piece.length;
      yield piece;
    }
  } catch (error) {
    throw isZstdError(error) ? new CoreError('zstd-frame-invalid', { index }, { cause: error }) : error;
  }
  if (size.content === 0) throw new CoreError('zstd-frame-empty', { index });
  if (decompressor.bytesWritten !== size.compressed) throw new CoreError('zstd-frame-invalid', { index });

  async function* frameBytes(): AsyncGenerator<Uint8Array> {
    const walk = new FrameWalk(index);
    while (!walk.ended) {
      const piece = await compressed.next();
      if (piece === null) throw new CoreError('zstd-truncated', { index });
      const length = walk.push(piece);
      compressed.giveBack(piece.subarray(length));
      size.compressed += length;
      yield piece.subarray(0, length);
    }
  }
}

/** Whether the decompressor refused its input. */
function isZstdError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('ZSTD_error_') || code === 'Z_BUF_ERROR';
}

/** What `info: true` gives, of which the types of Node do not know. */
interface Decompressed {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}

const decompress = promisify(zstdDecompress) as unknown as (
  bytes: Uint8Array,
  options: ZstdOptions & { readonly info: true },
) => Promise<Decompressed>;

/** The longest content that is decompressed at once: that of two groups of lines, with room to spare. */
const MAX_CONTENT = 8 << 20;

/** The most by which a frame may be longer than its content: random bytes take a little more room, not much. */
const MAX_OVERHEAD = 64 << 10;

/** The least that `node:zlib` takes as the length of a piece. */
const MIN_CHUNK = 64;

/** A frame whose bytes are all there. */
export interface WholeFrame {
  /** Counts frames, for messages. */
  readonly index: number;
  readonly bytes: Uint8Array;
  /** Length of what will come out. */
  readonly contentBytes: number;
}

/**
 * The next frame as a whole; null, with nothing read, where it does not tell how long its content is, or is long: such
 * frames are decompressed piece by piece. Throws `zstd-truncated` and what `FrameWalk.push` throws.
 */
export async function readWholeFrame(compressed: PieceReader, index: number): Promise<WholeFrame | null> {
  const walk = new FrameWalk(index);
  const pieces: Uint8Array[] = [];
  let length = 0;
  while (!walk.ended && !isLong(walk, length)) {
    const piece = await compressed.next();
    if (piece === null) throw new CoreError('zstd-truncated', { index });
    const part = piece.subarray(0, walk.push(piece));
    compressed.giveBack(piece.subarray(part.length));
    pieces.push(part);
    length += part.length;
  }
  const contentBytes = walk.contentSize;
  if (contentBytes !== null && !isLong(walk, length)) return { index, bytes: concatenate(pieces), contentBytes };
  for (const piece of pieces.reverse()) compressed.giveBack(piece);
  return null;
}

/** `length`: of the part that was read. */
function isLong({ contentSize }: FrameWalk, length: number): boolean {
  const size = contentSize ?? 0;
  return size > MAX_CONTENT || length > size + MAX_OVERHEAD;
}

/** The content of a frame; libuv's pool decompresses several side by side. Throws `zstd-frame-invalid`. */
export async function decompressWholeFrame({ index, bytes, contentBytes }: WholeFrame): Promise<Uint8Array> {
  try {
    const { buffer, engine } = await decompress(bytes, {
      // With one byte more than the content, no second piece of memory is asked for.
      chunkSize: Math.max(contentBytes + 1, MIN_CHUNK),
      maxOutputLength: contentBytes,
      params: { [constants.ZSTD_d_windowLogMax]: maximalWindowLog },
      info: true,
    });
    if (buffer.length === contentBytes && engine.bytesWritten === bytes.length) return claimMemory(buffer);
  } catch (error) {
    throw isZstdError(error) ? new CoreError('zstd-frame-invalid', { index }, { cause: error }) : error;
  }
  throw new CoreError('zstd-frame-invalid', { index });
}

import { CoreError } from '../errors/core-error.ts';
import { readAhead } from '../io/read-ahead.ts';
import { decompressFrame } from './decompress-frame.ts';
import { PieceReader } from './piece-reader.ts';

/**
 * A frame takes a decompressor of its own, however little is in it: millions of tiny ones would take hours. So frames
 * hold 512 bytes on average, but for a few.
 */
const BYTES_A_FRAME = 512;
const MAX_SMALL_FRAMES = 64;

/** What bounds decompression. */
export interface DecompressOptions {
  /** The most bytes that may come out: `content.bytes` of the manifest. */
  readonly limit: number;
}

/**
 * The content of one or more zstd frames, of which nothing but their content may be left over
 * (docs/format.md § Inside the encryption: zstd frames). A piece is decompressed while the caller works on the one
 * before; memory is bounded by the window of 8 MiB, whatever the frames claim.
 * Throws `zstd-truncated`, `zstd-output-too-large` (before the piece that goes over `limit` is given out),
 * `zstd-frame-empty`, `zstd-too-many-frames`, `zstd-frame-invalid` (also for bytes after the last frame that begin no frame),
 * `zstd-skippable-frame`, `zstd-dictionary`, `zstd-window-too-large`, and what `source` throws.
 */
export function decompressFrames(
  source: AsyncIterable<Uint8Array>,
  { limit }: DecompressOptions,
): AsyncIterable<Uint8Array> {
  return readAhead(decompressInOrder(source, limit));
}

async function* decompressInOrder(source: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  const compressed = new PieceReader(source);
  let total = 0;
  try {
    for (let index = 0; index === 0 || !(await compressed.isAtEnd()); index++) {
      if (index > MAX_SMALL_FRAMES + limit / BYTES_A_FRAME) throw new CoreError('zstd-too-many-frames', { index });
      for await (const piece of decompressFrame(compressed, index)) {
        total += piece.length;
        if (total > limit) throw new CoreError('zstd-output-too-large', { index, limit });
        yield piece;
      }
    }
  } finally {
    await compressed.close();
  }
}

import { pipeline } from 'node:stream';
import { constants, createZstdDecompress } from 'node:zlib';
import { CoreError } from '../errors/core-error.ts';
import { maximalWindowLog } from './frame-header.ts';
import { FrameWalk } from './frame-walk.ts';
import type { PieceReader } from './piece-reader.ts';

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
export function isZstdError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('ZSTD_error_') || code === 'Z_BUF_ERROR';
}

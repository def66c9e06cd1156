import { constants, zstdCompressSync } from 'node:zlib';
import { claimMemory, concatenate, releaseMemory } from '../io/own-memory.ts';

/**
 * The bytes as one zstd frame that tells their length (RFC 8878 § 3.1.1), without a checksum: the encryption around it
 * protects better. Level 2 with `minMatch` 7, a small hash table and a window as long as two groups was measured to
 * take less than half the time of level 3 on records, and as much room. A reader refuses the frame of zero bytes.
 */
export function compressFrame(bytes: Uint8Array): Uint8Array {
  const claimed = claimMemory(
    zstdCompressSync(bytes, {
      chunkSize: spaceFor(bytes.length),
      pledgedSrcSize: bytes.length,
      params: {
        [constants.ZSTD_c_compressionLevel]: 2,
        [constants.ZSTD_c_minMatch]: 7,
        [constants.ZSTD_c_windowLog]: 22,
        [constants.ZSTD_c_hashLog]: 16,
        [constants.ZSTD_c_contentSizeFlag]: 1,
        [constants.ZSTD_c_checksumFlag]: 0,
      },
    }),
  );
  // What hardly compresses stays where it is; all else would keep memory that is many times as long.
  if (claimed.length * 2 > claimed.buffer.byteLength) return claimed;
  const frame = concatenate([claimed]);
  releaseMemory(claimed);
  return frame;
}

/** Where pieces are joined. It is used again: to get memory from the system for each frame takes a tenth of the time. */
let joined = new Uint8Array();

/** The same of pieces that belong together. */
export function compressPieces(pieces: readonly Uint8Array[]): Uint8Array {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (joined.length < length) joined = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return compressFrame(joined.subarray(0, length));
}

/**
 * More than any frame of `length` bytes takes (ZSTD_compressBound in zstd.h). Where a frame fills its buffer exactly,
 * `node:zlib` asks for more and gets an empty frame behind it, which no reader of batches accepts.
 */
function spaceFor(length: number): number {
  return length + (length >> 8) + 1_024;
}

import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { releaseMemory } from '../io/release-memory.ts';

const compress = promisify(zstdCompress);

/**
 * The bytes as one zstd frame that tells their length (RFC 8878 § 3.1.1), without a checksum: the encryption around it
 * protects better. Runs in libuv's pool, so that several groups are compressed side by side. Level 2 with `minMatch` 7
 * and a window as long as a group was measured to be faster than level 3 on records, and 2 % smaller. A reader refuses
 * the frame of zero bytes.
 */
export async function compressFrame(bytes: Uint8Array): Promise<Uint8Array> {
  const room = await compress(bytes, {
    chunkSize: roomFor(bytes.length),
    pledgedSrcSize: bytes.length,
    params: {
      [constants.ZSTD_c_compressionLevel]: 2,
      [constants.ZSTD_c_minMatch]: 7,
      [constants.ZSTD_c_windowLog]: 21,
      [constants.ZSTD_c_hashLog]: 18,
      [constants.ZSTD_c_contentSizeFlag]: 1,
      [constants.ZSTD_c_checksumFlag]: 0,
    },
  });
  const frame = new Uint8Array(room);
  releaseMemory(room);
  return frame;
}

/**
 * More than any frame of `length` bytes takes (ZSTD_compressBound in zstd.h). Where a frame fills its buffer exactly,
 * `node:zlib` asks for more and gets an empty frame behind it, which no reader of batches accepts.
 */
function roomFor(length: number): number {
  return length + (length >> 8) + 1_024;
}

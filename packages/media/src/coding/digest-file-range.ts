import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

const PIECE_BYTES = 1 << 20;

/** SHA-256, hex, of the bytes from `start` to `end` of a file, or of as many of them as there are. */
export function digestFileRange(file: string, start: number, end: number): string {
  const digest = createHash('sha256');
  const bytes = Buffer.allocUnsafe(PIECE_BYTES);
  const handle = openSync(file, 'r');
  try {
    for (let at = start; at < end; ) {
      const count = readSync(handle, bytes, 0, Math.min(PIECE_BYTES, end - at), at);
      if (count === 0) break;
      digest.update(bytes.subarray(0, count));
      at += count;
    }
    return digest.digest('hex');
  } finally {
    closeSync(handle);
  }
}

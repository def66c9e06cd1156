import { type ByteRange, toSourceError } from '@scelle/core';
import type { CodingThreads } from './coding-threads.ts';

/** SHA-256, hex, of a file of so many bytes and of a range within it, side by side. Throws core's `source-…` codes. */
export async function digestBatch(
  threads: CodingThreads,
  file: string,
  bytes: number,
  { start, end }: ByteRange,
): Promise<{ readonly whole: string; readonly payload: string }> {
  try {
    const [whole, payload] = await Promise.all([
      threads.perform({ kind: 'file', file, start: 0, end: bytes }),
      threads.perform({ kind: 'file', file, start, end }),
    ]);
    return { whole: whole.digest, payload: payload.digest };
  } catch (error) {
    throw toSourceError(error, file);
  }
}

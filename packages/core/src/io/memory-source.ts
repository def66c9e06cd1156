import { checkRange } from './check-range.ts';
import type { BatchSource, ByteRange } from './source.ts';

const pieceLength = 1 << 20;

/** A source over bytes in memory. They are not copied, so the caller leaves them as they are. */
export function memorySource(bytes: Uint8Array): BatchSource {
  return {
    size: bytes.length,
    async read(offset: number, length: number): Promise<Uint8Array> {
      checkRange(bytes.length, { start: offset, end: offset + length });
      return bytes.slice(offset, offset + length);
    },
    async *stream(range: ByteRange): AsyncGenerator<Uint8Array> {
      checkRange(bytes.length, range);
      for (let at = range.start; at < range.end; at += pieceLength) {
        yield bytes.slice(at, Math.min(at + pieceLength, range.end));
      }
    },
  };
}

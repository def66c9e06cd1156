import { limits } from '../batch/limits.ts';
import { concatenate } from './concatenate.ts';

const NEWLINE_BYTE = 0x0a;
const NEWLINE = Uint8Array.of(NEWLINE_BYTE);

/** One byte for a carriage return, and one by which a reader sees that the line is too long. */
const KEPT_BYTES = limits.recordLineBytes + 2;

/**
 * Divides a stream into runs of whole lines, each line with its newline (LF), about as long as the pieces of the stream.
 * The last line gets a newline where it has none. Of a line of any length no more is kept than `record-line-too-long`
 * needs. Each run has memory of its own.
 */
export async function* splitRuns(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let begun: Uint8Array[] = [];
  let begunBytes = 0;
  const keep = (piece: Uint8Array) => {
    const kept = piece.subarray(0, KEPT_BYTES - begunBytes);
    if (kept.length > 0) begun.push(kept);
    begunBytes += kept.length;
  };
  for await (const piece of source) {
    const first = piece.indexOf(NEWLINE_BYTE);
    if (first === -1) {
      keep(piece);
      continue;
    }
    keep(piece.subarray(0, first));
    const end = piece.lastIndexOf(NEWLINE_BYTE) + 1;
    yield concatenate([...begun, piece.subarray(first, end)]);
    begun = [];
    begunBytes = 0;
    keep(piece.subarray(end));
  }
  if (begunBytes > 0) yield concatenate([...begun, NEWLINE]);
}

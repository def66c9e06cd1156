import { limits } from '../batch/limits.ts';
import { concatenate } from './concatenate.ts';

/** A line without its newline. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  /** The line in full, or its beginning if it is longer than any reader of records accepts. */
  readonly bytes: Uint8Array;
}

const NEWLINE = 0x0a;

/** One byte for a carriage return, and one by which a reader sees that the line is too long. */
const KEPT_BYTES = limits.recordLineBytes + 2;

/**
 * Splits a stream at its newlines (LF), and gives the lines that each piece completes. A newline at the end of the
 * stream ends the last line and begins no other; blank lines are given like all others. Of a line of any length no more
 * is kept than `record-line-too-long` needs. Lines share the memory of the pieces.
 */
export async function* splitLines(source: AsyncIterable<Uint8Array>): AsyncIterable<readonly Line[]> {
  let number = 1;
  let begun: Uint8Array[] = [];
  let room = KEPT_BYTES;

  for await (const piece of source) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end !== -1; end = piece.indexOf(NEWLINE, start)) {
      const bytes = piece.subarray(start, Math.min(end, start + room));
      lines.push({ number, bytes: begun.length === 0 ? bytes : concatenate([...begun, bytes]) });
      number += 1;
      begun = [];
      room = KEPT_BYTES;
      start = end + 1;
    }
    const rest = piece.subarray(start, start + room);
    if (rest.length > 0) begun.push(rest);
    room -= rest.length;
    if (lines.length > 0) yield lines;
  }
  if (begun.length > 0) yield [{ number, bytes: concatenate(begun) }];
}

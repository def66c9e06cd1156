import { concatenate } from '../io/own-memory.ts';

const MARK = [0xef, 0xbb, 0xbf];

/** The stream without the UTF-8 byte order mark with which some editors begin a file. A mark elsewhere stays. */
export async function* withoutByteOrderMark(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let head: Uint8Array | null = new Uint8Array(0);
  for await (const piece of source) {
    if (head === null) {
      yield piece;
      continue;
    }
    head = concatenate([head, piece]);
    if (head.length < MARK.length) continue;
    yield MARK.every((byte, index) => byte === head?.[index]) ? head.subarray(MARK.length) : head;
    head = null;
  }
  if (head !== null) yield head;
}

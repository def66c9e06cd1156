import { isMarkedAsUntransferable } from 'node:worker_threads';

/** The memory that is ours alone. Nothing else is ever released or lent: whose memory is, does not show in its length. */
const own = new WeakSet<ArrayBufferLike>();

/** What is not longer is left to the garbage collector, which is faster with it. */
const SMALL_BYTES = 65_536;

/** Memory of our own that is about to be filled completely, or of which only what was filled is given away: it is not zeroed. */
export function allocateMemory(length: number): Uint8Array {
  const { buffer } = Buffer.allocUnsafeSlow(length);
  own.add(buffer);
  return new Uint8Array(buffer);
}

/** The pieces one after the other, in memory of our own. */
export function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = allocateMemory(pieces.reduce((length, piece) => length + piece.length, 0));
  let position = 0;
  for (const piece of pieces) {
    bytes.set(piece, position);
    position += piece.length;
  }
  return bytes;
}

/**
 * Takes as our own what a call of Node made for us alone: the output of zlib, or what came from another thread. Small
 * output may lie in a pool that others use; Node marks such memory (`worker_threads.markAsUntransferable`).
 */
export function claimMemory<Bytes extends Uint8Array>(bytes: Bytes): Bytes {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && !isMarkedAsUntransferable(buffer)) own.add(buffer);
  return bytes;
}

/** Whether the array lies in memory of our own. */
export function isOwnMemory({ buffer }: Uint8Array): boolean {
  return own.has(buffer);
}

/**
 * Gives the memory of an array back at once, where the garbage collector would let many of them pile up first. The
 * array, and whatever shares its memory, is empty afterwards. What is not ours for certain, or small, is left alone.
 */
export function releaseMemory({ buffer }: Uint8Array): void {
  if (buffer.byteLength > SMALL_BYTES && own.delete(buffer)) (buffer as ArrayBuffer).transfer(0);
}

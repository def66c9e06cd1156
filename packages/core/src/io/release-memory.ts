/**
 * Gives the memory of a large array back at once, where the garbage collector would let many of them pile up first. The
 * array, and whatever shares its memory, is empty afterwards. Small arrays are left alone: Node keeps many of them in one
 * piece of memory.
 */
export function releaseMemory({ buffer }: Uint8Array): void {
  const isLarge = buffer.byteLength > Buffer.poolSize;
  if (isLarge && buffer instanceof ArrayBuffer && !buffer.detached) buffer.transfer(0);
}

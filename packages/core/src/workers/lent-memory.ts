/**
 * The memory of those arrays that own theirs: it changes threads without being copied, and is lost to the thread that
 * sends it. Arrays that share their memory with others, which shows in that they take less than half of it, are copied.
 */
export function lentMemory(arrays: readonly Uint8Array[]): ArrayBuffer[] {
  const buffers = arrays
    .filter(({ byteLength, buffer }) => byteLength * 2 > buffer.byteLength)
    .map(({ buffer }) => buffer)
    .filter((buffer) => buffer instanceof ArrayBuffer);
  return [...new Set(buffers)];
}

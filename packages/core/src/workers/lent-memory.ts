/**
 * The memory of those arrays that own all of theirs: it changes threads without being copied, and is lost to the thread
 * that sends it. Arrays that share their memory are copied.
 */
export function lentMemory(arrays: readonly Uint8Array[]): ArrayBuffer[] {
  const buffers = arrays
    .filter(({ byteLength, buffer }) => byteLength > 0 && byteLength === buffer.byteLength)
    .map(({ buffer }) => buffer)
    .filter((buffer) => buffer instanceof ArrayBuffer);
  return [...new Set(buffers)];
}

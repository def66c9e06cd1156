/** The memory behind the large arrays of a message, which moves to the other thread instead of being copied. */
export function memoryOf(message: object): ArrayBuffer[] {
  return Object.values(message)
    .filter((value): value is Uint8Array => value instanceof Uint8Array)
    .filter(({ buffer, byteLength }) => buffer instanceof ArrayBuffer && buffer.byteLength === byteLength)
    .map(({ buffer }) => buffer as ArrayBuffer);
}

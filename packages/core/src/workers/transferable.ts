/**
 * The memory of every byte array within a message that owns all of its memory: it changes threads without being copied.
 * Arrays that share memory with others are copied.
 */
export function transferable(message: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  collect(message, buffers);
  return [...buffers];
}

function collect(value: unknown, buffers: Set<ArrayBuffer>): void {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength) buffers.add(value.buffer);
  } else if (Array.isArray(value)) {
    for (const element of value) collect(element, buffers);
  } else if (typeof value === 'object' && value !== null && !(value instanceof Map)) {
    for (const element of Object.values(value)) collect(element, buffers);
  }
}

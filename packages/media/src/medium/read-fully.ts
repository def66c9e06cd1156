import type { FileHandle } from 'node:fs/promises';

/**
 * Exactly these bytes of a file, in `target` where it is as long. Throws what the system reports, and `EIO` of our own
 * where the file ends before.
 */
export async function readFully(
  handle: FileHandle,
  position: number,
  length: number,
  target?: Uint8Array,
): Promise<Uint8Array> {
  // All of it is written before anybody reads it, and zeros would cost as much as the reading.
  const bytes = target?.length === length ? target : Buffer.allocUnsafeSlow(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) throw Object.assign(new Error('The medium ends early.'), { code: 'EIO', syscall: 'read' });
    filled += bytesRead;
  }
  return bytes;
}

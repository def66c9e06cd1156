import type { FileHandle } from 'node:fs/promises';

/** Writes all of `bytes` at `position`, where the system may take fewer at a time. */
export async function writeFully(
  handle: Pick<FileHandle, 'write'>,
  position: number,
  bytes: Uint8Array,
): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

import type { FileHandle } from 'node:fs/promises';
import { toSystemCode } from '@scelle/core/internal';
import { MediaError } from '../errors/media-error.ts';

/** A stretch of bytes on a medium: a file of a folder, or all of an image or drive. */
export interface Extent {
  /** Path below the folder, with slashes; empty for an image or a drive. Untrusted. */
  readonly path: string;
  /** Length in bytes. */
  readonly size: number;
  /**
   * Exactly these bytes, in `target` where it is given and as long. Throws what the system reports, a read error of the
   * drive for instance.
   */
  read(position: number, length: number, target?: Uint8Array): Promise<Uint8Array>;
}

/** What a person puts in front of us: the folder of a disc, an image of it, or the drive it lies in. */
export interface Medium extends AsyncDisposable {
  /** As the person named it. */
  readonly name: string;
  readonly kind: 'folder' | 'image';
  /** Everything that can be read there; in a folder, the files of an index come first. */
  readonly extents: readonly Extent[];
}

/** The error to throw where the system could not read a medium. */
export function toMediumError(error: unknown, file: string): unknown {
  const found = toSystemCode(error);
  if (found === null) return error;
  const code = found === 'ENOENT' ? 'medium-missing' : 'medium-unreadable';
  return new MediaError(code, { file, found }, { cause: error });
}

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

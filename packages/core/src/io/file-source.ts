import { constants } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { CoreError } from '../errors/core-error.ts';
import { type AbortOptions, untilAborted } from './abort.ts';
import { createPartialPath } from './file-marks.ts';
import { createStepRunner, type FileStepRunner, type FileWriteOptions, toSourceError } from './file-steps.ts';
import { handleSource, writeFully } from './handles.ts';
import type { ClosableSource } from './source.ts';

/** How a file is opened. */
export interface FileSourceOptions {
  /** Whether a symbolic link is refused, as `source-unreadable`: the file is to be one of the folder itself. */
  readonly ownFile?: boolean;
}

/**
 * A source over the regular file at `path`, with the size that it has now.
 * Throws `source-missing`, `source-unreadable`, or `source-not-a-file` for a folder, pipe or device; reading throws
 * `source-truncated` when the file has become shorter.
 */
export async function openFileSource(path: string, options: FileSourceOptions = {}): Promise<ClosableSource> {
  const handle = await openForReading(path, options);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new CoreError('source-not-a-file', { file: path });
    return handleSource(handle, stat.size, path);
  } catch (error) {
    await handle.close();
    throw toSourceError(error, path);
  }
}

async function openForReading(path: string, { ownFile = false }: FileSourceOptions): Promise<FileHandle> {
  try {
    // Opening a pipe without O_NONBLOCK would wait for its writer for ever.
    const flags = constants.O_RDONLY | constants.O_NONBLOCK;
    return await open(path, ownFile ? flags | constants.O_NOFOLLOW : flags);
  } catch (error) {
    throw toSourceError(error, path);
  }
}

/** Where a pipe is spooled, and how much of it. */
export interface SpoolOptions extends FileWriteOptions, AbortOptions {
  /** The folder that holds the file for as long as it lives. */
  readonly directory: string;
  /** The most bytes to take. */
  readonly limit: number;
}

/**
 * Makes a pipe seekable: its bytes, still sealed, go to a private file that no name leads to, and whose space is free
 * again once the source is closed (docs/format.md § Outer container).
 * Throws `source-too-large` before the byte after `limit` is written, `target-full`, `target-folder-missing`,
 * `target-unwritable`, whatever `input` throws, and the reason of the signal.
 */
export async function spoolSource(input: AsyncIterable<Uint8Array>, options: SpoolOptions): Promise<ClosableSource> {
  const { directory, limit, signal } = options;
  // No piece is over a limit that is no number.
  if (!(limit >= 0)) throw new TypeError('the limit of a spool is no number of bytes');
  const run = createStepRunner(directory, options);
  const handle = await openNameless(directory, run);
  try {
    let size = 0;
    for await (const piece of signal === undefined ? input : untilAborted(input, signal)) {
      if (piece.length > limit - size) throw new CoreError('source-too-large', { limit });
      await run('write', () => writeFully(handle, size, piece));
      size += piece.length;
    }
    return handleSource(handle, size, directory);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A file that is readable by nobody else and that vanishes with its process, however that ends. */
async function openNameless(directory: string, run: FileStepRunner): Promise<FileHandle> {
  const path = createPartialPath(join(directory, 'spool'));
  const handle = await run('open', () => open(path, 'wx+', 0o600));
  try {
    await run('unlink', () => unlink(path));
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { CoreError } from '../errors/core-error.ts';
import { createStepRunner, type FileStepRunner, type FileWriteOptions } from './file-steps.ts';
import { handleSource, writeFully } from './handle-source.ts';
import { createPartialPath } from './partial-path.ts';
import type { ClosableSource } from './source.ts';

/** Where a pipe is spooled, and how much of it. */
export interface SpoolOptions extends FileWriteOptions {
  /** The folder that holds the file for as long as it lives. */
  readonly directory: string;
  /** The most bytes to take. */
  readonly limit: number;
}

/**
 * Makes a pipe seekable: its bytes, still sealed, go to a private file that no name leads to, and whose space is free
 * again once the source is closed (docs/format.md § Outer container).
 * Throws `source-too-large` before the byte after `limit` is written, `target-full`, `target-folder-missing`,
 * `target-unwritable`, and whatever `input` throws.
 */
export async function spoolSource(input: AsyncIterable<Uint8Array>, options: SpoolOptions): Promise<ClosableSource> {
  const { directory, limit } = options;
  const run = createStepRunner(directory, options);
  const handle = await openNameless(directory, run);
  try {
    let size = 0;
    for await (const piece of input) {
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

import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { CoreError } from '../errors/core-error.ts';
import type { ClosableSource } from './closable-source.ts';
import { toSourceError } from './file-errors.ts';
import { handleSource } from './handle-source.ts';

/**
 * A source over the regular file at `path`, with the size that it has now.
 * Throws `source-missing`, `source-unreadable`, or `source-not-a-file` for a folder, pipe or device; reading throws
 * `source-truncated` when the file has become shorter.
 */
export async function openFileSource(path: string): Promise<ClosableSource> {
  const handle = await openForReading(path);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new CoreError('source-not-a-file', { file: path });
    return handleSource(handle, stat.size, path);
  } catch (error) {
    await handle.close();
    throw toSourceError(error, path);
  }
}

async function openForReading(path: string): Promise<FileHandle> {
  try {
    // Opening a pipe without O_NONBLOCK would wait for its writer for ever.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw toSourceError(error, path);
  }
}

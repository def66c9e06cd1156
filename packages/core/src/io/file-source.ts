import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { CoreError } from '../errors/core-error.ts';
import { toSourceError } from './file-steps.ts';
import { handleSource } from './handle-source.ts';
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

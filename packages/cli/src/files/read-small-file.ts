import { open } from 'node:fs/promises';
import { CliError } from '../errors/cli-error.ts';
import { toSystemCode } from './system-code.ts';

/**
 * The bytes of a file or pipe of at most `limit` bytes, such as a key, a passphrase or a statement.
 * Throws `file-missing`, `file-unreadable` or `file-too-large`.
 */
export async function readSmallFile(path: string, limit: number): Promise<Uint8Array> {
  try {
    await using handle = await open(path, 'r');
    const bytes = new Uint8Array(limit + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await handle.read(bytes, length, bytes.length - length, null);
      length += bytesRead;
      if (length > limit) throw new CliError('file-too-large', { file: path, limit });
      if (bytesRead === 0) break;
    }
    const content = bytes.slice(0, length);
    // It may have been a secret.
    bytes.fill(0);
    return content;
  } catch (error) {
    throw toFileError(error, path);
  }
}

/** The error to throw where a file cannot be read; what the system did not report is kept. */
export function toFileError(error: unknown, file: string): unknown {
  const code = toSystemCode(error);
  if (code === null) return error;
  if (code === 'ENOENT') return new CliError('file-missing', { file }, { cause: error });
  return new CliError('file-unreadable', { file, found: code }, { cause: error });
}

import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { limits, type ReadAttachment } from '@scelle/core';
import { CliError } from '../errors/cli-error.ts';
import { toSystemCode } from '../files/system-code.ts';

/**
 * Reads segments from a folder in which each is named by its SHA-256. Links are not followed, so that a folder that
 * others may write to cannot make other files travel. Reading throws `file-unreadable` and `file-too-large`.
 */
export function createSegmentReader(folder: string): ReadAttachment {
  return async (sha256) => {
    const file = join(folder, sha256);
    try {
      await using handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      const stat = await handle.stat();
      if (!stat.isFile()) throw new CliError('file-unreadable', { file, found: 'ENOTFILE' });
      const limit = limits.attachmentBytes;
      if (stat.size > limit) throw new CliError('file-too-large', { file, limit });
      return await handle.readFile();
    } catch (error) {
      const found = toSystemCode(error);
      if (found === 'ENOENT') return null;
      throw found === null ? error : new CliError('file-unreadable', { file, found }, { cause: error });
    }
  };
}

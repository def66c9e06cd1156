import { existsSync } from 'node:fs';
import { link, rm } from 'node:fs/promises';
import { syncFolderOf, toTargetError } from '@scelle/core';
import { StationError } from '../errors/station-error.ts';

/**
 * Gives a stored file another path, durably; the old name is to be removed once the ledger names the new one. Throws
 * `stored-file-missing`, `target-full`, `target-unwritable`.
 */
export async function linkStored(from: string, to: string): Promise<void> {
  if (!existsSync(from)) throw new StationError('stored-file-missing', { file: from });
  await writing(to, async () => {
    await rm(to, { force: true });
    await link(from, to);
    await syncFolderOf(to);
  });
}

/** Removes a stored file whose place the ledger no longer names. Throws `target-unwritable`. */
export async function removeStored(path: string): Promise<void> {
  await writing(path, async () => {
    await rm(path, { force: true });
    await syncFolderOf(path);
  });
}

async function writing(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw toTargetError(error, path);
  }
}

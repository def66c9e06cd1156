import { rename } from 'node:fs/promises';
import { syncFolderOf } from '@scelle/core';
import { StationError } from '../errors/station-error.ts';

/** Gives a station that was made under another name its own, durably. Throws `station-exists`. */
export async function publishFolder(staged: string, path: string): Promise<void> {
  try {
    // It replaces an empty folder and nothing else.
    await rename(staged, path);
  } catch (error) {
    throw toExisting(error, path);
  }
  await syncFolderOf(path);
}

function toExisting(error: unknown, file: string): unknown {
  const isTaken = error instanceof Error && 'code' in error && takenCodes.includes(String(error.code));
  return isTaken ? new StationError('station-exists', { file }, { cause: error }) : error;
}

/** What `rename` says where a folder that is not empty, or a file, is in the way. */
const takenCodes: readonly string[] = ['ENOTEMPTY', 'EEXIST', 'ENOTDIR'];

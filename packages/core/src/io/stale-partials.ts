import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toSourceError } from './file-errors.ts';
import { findMarkOwner, type MarkOwner } from './process-mark.ts';

/** A file that a writer left unfinished. */
export interface StalePartial {
  readonly path: string;
  /** `gone`: its process has ended, and it may be removed. `elsewhere`: another host's, for a person to judge. */
  readonly owner: Exclude<MarkOwner, 'alive'>;
}

/**
 * The unfinished files in a folder, sorted by name, without those on which a process of this host still works.
 * Throws `source-missing`, `source-unreadable`.
 */
export async function findStalePartials(directory: string): Promise<readonly StalePartial[]> {
  const stale: StalePartial[] = [];
  for (const name of await listFolder(directory)) {
    const mark = /\.([^.]+)\.partial$/.exec(name)?.[1];
    const owner = mark === undefined ? null : findMarkOwner(mark);
    if (owner === 'gone' || owner === 'elsewhere') stale.push({ path: join(directory, name), owner });
  }
  return stale;
}

async function listFolder(directory: string): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).sort();
  } catch (error) {
    throw toSourceError(error, directory);
  }
}

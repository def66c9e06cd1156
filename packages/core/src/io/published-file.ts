import { link, lstat, open, unlink } from 'node:fs/promises';
import { CoreError } from '../errors/core-error.ts';
import { createStepRunner, type FileStepRunner, type FileWriteOptions, syncFolderOf } from './file-steps.ts';
import { type PartialFile, writePartialFile } from './partial-file.ts';
import { createPartialPath } from './partial-path.ts';
import type { Sink } from './sink.ts';

/** A new file that gets its name only when it is whole. Made for `await using`, which aborts what is unpublished. */
export interface PublishedFile extends Sink, AsyncDisposable {
  /**
   * Gives the file its name, durably. Throws `target-exists` if the name was taken meanwhile,
   * `target-links-unsupported`, `target-full`, `target-unwritable`; after a failure, `abort`.
   */
  publish(): Promise<void>;
  /** Removes what was written so far; does nothing after `publish`. */
  abort(): Promise<void>;
}

/**
 * Starts the file `path` under a partial name in the same folder, mode 0600 (docs/format.md § Order of writing).
 * Throws `target-exists`, `target-folder-missing`, `target-full`, `target-unwritable`.
 */
export async function createPublishedFile(path: string, options: FileWriteOptions = {}): Promise<PublishedFile> {
  const run = createStepRunner(path, options);
  await checkNameIsFree(path);
  const partialPath = createPartialPath(path);
  const partial = writePartialFile(await run('open', () => open(partialPath, 'wx', 0o600)), run);
  let settled = false;

  async function publish(): Promise<void> {
    await partial.finish();
    // `link` fails on an existing name, where `rename` would replace it.
    await run('link', () => link(partialPath, path));
    settled = true;
    // The file has its name already: a leftover second name is for the next start, and is no failure.
    await run('unlink', () => unlink(partialPath)).catch(() => undefined);
    await run('fsync-folder', () => syncFolderOf(path));
  }

  async function abort(): Promise<void> {
    if (settled) return;
    settled = true;
    await removePartial(partial, partialPath, run);
  }

  return { write: partial.write, publish, abort, [Symbol.asyncDispose]: abort };
}

async function checkNameIsFree(path: string): Promise<void> {
  const existing = await lstat(path).catch(() => null);
  if (existing !== null) throw new CoreError('target-exists', { file: path });
}

async function removePartial(partial: PartialFile, partialPath: string, run: FileStepRunner): Promise<void> {
  await partial.close();
  await run('unlink', () => unlink(partialPath));
}

import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toTargetError } from './file-errors.ts';

/** The operations that change a disc, in the words of docs/format.md § Order of writing. */
export type FileStep = 'lock' | 'open' | 'copy' | 'write' | 'fsync' | 'link' | 'rename' | 'unlink' | 'fsync-folder';

/** What the writers of files take. */
export interface FileWriteOptions {
  /**
   * Called before each step: for a log, and for tests that fail or end the process at every step. What it throws
   * counts as the failure of the step.
   */
  readonly onStep?: (step: FileStep) => void | Promise<void>;
}

/** Runs one step: announces it, performs it, and turns the system's errors into CoreErrors that name the target. */
export type FileStepRunner = <T>(step: FileStep, perform: () => Promise<T>) => Promise<T>;

/** The runner of the steps that write `target`. */
export function createStepRunner(target: string, { onStep }: FileWriteOptions): FileStepRunner {
  return async (step, perform) => {
    try {
      await onStep?.(step);
      return await perform();
    } catch (error) {
      throw toTargetError(error, target);
    }
  };
}

/** Makes the names in the folder of `path` survive a power loss. */
export async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

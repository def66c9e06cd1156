import { mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CoreError, type CoreErrorCode } from '../errors/core-error.ts';

const targetCodes: Readonly<Record<string, CoreErrorCode>> = {
  EEXIST: 'target-exists',
  ENOSPC: 'target-full',
  EDQUOT: 'target-full',
  ENOENT: 'target-folder-missing',
  ENOTDIR: 'target-folder-missing',
};

/** What `link` says where the file system has no hard links. */
const unsupportedLinkCodes = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/**
 * The error to throw when writing `file` failed: `target-exists`, `target-full`, `target-folder-missing`,
 * `target-links-unsupported`, or `target-unwritable` with the system's word for it. What the system did not report (a
 * bug, a CoreError) is kept.
 */
export function toTargetError(error: unknown, file: string): unknown {
  const system = toSystemError(error);
  if (system === null) return error;
  const isUnsupportedLink = system.syscall === 'link' && unsupportedLinkCodes.includes(system.code);
  const code = isUnsupportedLink ? 'target-links-unsupported' : (targetCodes[system.code] ?? 'target-unwritable');
  return new CoreError(code, { file, found: system.code }, { cause: error });
}

/** The error to throw when reading `file` failed: `source-missing`, or `source-unreadable` with the system's word. */
export function toSourceError(error: unknown, file: string): unknown {
  const system = toSystemError(error);
  if (system === null) return error;
  const code = system.code === 'ENOENT' ? 'source-missing' : 'source-unreadable';
  return new CoreError(code, { file, found: system.code }, { cause: error });
}

/** The error number's name (`ENOSPC`) if the operating system reported the error, or null. */
export function toSystemCode(error: unknown): string | null {
  return toSystemError(error)?.code ?? null;
}

function toSystemError(error: unknown): { readonly code: string; readonly syscall: unknown } | null {
  const isSystemError = error instanceof Error && 'syscall' in error && 'code' in error;
  return isSystemError && typeof error.code === 'string' ? { code: error.code, syscall: error.syscall } : null;
}

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

/** Makes a file, or the names in a folder, survive a power loss. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the names in the folder of `path` survive a power loss. */
export function syncFolderOf(path: string): Promise<void> {
  return syncPath(dirname(path));
}

/**
 * Makes a folder with those above it, unless it is there. Throws `target-exists`, `target-folder-missing`, `target-full`,
 * `target-unwritable`.
 *
 * `mkdir` with `recursive` does not do: where a folder cannot be made although the one above is there (under /proc), Node
 * tries again for ever, in a thread that no signal ends.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  const error = await tryToMake(path, mode);
  if (toSystemCode(error) !== 'ENOENT' || dirname(path) === path) {
    if (error === null || (await isFolder(path))) return;
    throw toTargetError(error, path);
  }
  await makeFolder(dirname(path), mode);
  const second = await tryToMake(path, mode);
  if (second === null || (await isFolder(path))) return;
  // What is above is there now: this is no folder that somebody forgot to make.
  if (toSystemCode(second) === 'ENOENT')
    throw new CoreError('target-unwritable', { file: path, found: 'ENOENT' }, { cause: second });
  throw toTargetError(second, path);
}

async function tryToMake(path: string, mode: number): Promise<unknown> {
  try {
    await mkdir(path, { mode });
    return null;
  } catch (error) {
    return error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

import { readlink, rm, symlink, unlink } from 'node:fs/promises';
import { CoreError } from '../errors/core-error.ts';
import { toSystemCode } from './file-steps.ts';
import { createProcessMark, findMarkOwner } from './partial-path.ts';

/**
 * Takes the lock `<path>.lock` and returns what gives it back. A lock whose process has ended is taken over.
 * Throws `target-locked` while another process holds it; nothing waits.
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  const lockPath = `${path}.lock`;
  const mark = createProcessMark();
  if (!(await acquire(lockPath, mark))) throw new CoreError('target-locked', { file: path, name: lockPath });
  return () => unlink(lockPath);
}

/** Creates the lock, or takes it over from a process that has ended. */
async function acquire(lockPath: string, mark: string): Promise<boolean> {
  return (await createExclusively(lockPath, mark)) || (await takeOver(lockPath, mark));
}

/**
 * Removes a lock whose owner is gone, and takes it. Only the process that creates `<lock>.<mark of the old owner>` may
 * remove that owner's lock; otherwise a second process, having read the old mark too, could remove the new lock of the
 * first. That file is a lock too: whoever was killed in the middle of taking over is taken over from.
 */
async function takeOver(lockPath: string, mark: string): Promise<boolean> {
  const oldMark = await readMark(lockPath);
  if (oldMark === null || findMarkOwner(oldMark) !== 'gone') return false;
  const claimPath = `${lockPath}.${oldMark}`;
  if (!(await acquire(claimPath, mark))) return false;
  try {
    if ((await readMark(lockPath)) !== oldMark) return false;
    await unlink(lockPath);
    return await createExclusively(lockPath, mark);
  } finally {
    await rm(claimPath, { force: true });
  }
}

/** A symbolic link, because it comes into being together with its text; a file would be empty for a moment. */
async function createExclusively(path: string, mark: string): Promise<boolean> {
  try {
    await symlink(mark, path);
    return true;
  } catch (error) {
    if (toSystemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function readMark(lockPath: string): Promise<string | null> {
  try {
    return await readlink(lockPath);
  } catch (error) {
    // ENOENT: given back meanwhile. EINVAL: not a link, so not ours to remove.
    if (['ENOENT', 'EINVAL'].includes(toSystemCode(error) ?? '')) return null;
    throw error;
  }
}

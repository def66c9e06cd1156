import { createHash, randomBytes } from 'node:crypto';
import { readdir, readlink, rm, symlink, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { CoreError } from '../errors/core-error.ts';
import { toSourceError, toSystemCode } from './file-steps.ts';

/**
 * What a process leaves on a file that is its own until it is finished: `<host, 8 hex>-<process id>-<16 hex>`. It lets
 * the next process tell whether the owner still works on it.
 */
const markPattern = /^([0-9a-f]{8})-([1-9][0-9]{0,9})-([0-9a-f]{8})([0-9a-f]{8})$/;

/** Process ids are used again, after a restart in a container even at once: this tells two such processes apart. */
const thisProcess = randomBytes(4).toString('hex');
const thisHost = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** Whether the process that left a mark still runs, has ended, or ran on another host, of which nothing is known. */
type MarkOwner = 'alive' | 'gone' | 'elsewhere';

/** A mark of this process, another one each time. */
export function createProcessMark(): string {
  return `${thisHost}-${process.pid}-${thisProcess}${randomBytes(4).toString('hex')}`;
}

/** Who owns the file that bears this mark; null if the text is no mark. */
export function findMarkOwner(mark: string): MarkOwner | null {
  const [, host, processId, instance] = markPattern.exec(mark) ?? [];
  if (processId === undefined) return null;
  if (host !== thisHost) return 'elsewhere';
  if (Number(processId) === process.pid) return instance === thisProcess ? 'alive' : 'gone';
  return isRunning(Number(processId)) ? 'alive' : 'gone';
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/**
 * `<path>.<mark of this process>.partial`: the name under which a file or folder is written until it is whole, and by
 * which `findStalePartials` knows whose leftover it is.
 */
export function createPartialPath(path: string): string {
  return `${path}.${createProcessMark()}.partial`;
}

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

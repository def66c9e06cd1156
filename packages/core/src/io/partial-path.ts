import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { toSourceError } from './file-steps.ts';

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

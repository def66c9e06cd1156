import { constants } from 'node:fs';
import { access, chmod, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';

/** A folder's name begins with this, and the number of the process that it belongs to. */
const PREFIX = 'scelle-tests-';

/** What the tests need at the same time, at most. */
const ENOUGH_BYTES = 4 * 2 ** 30;

/**
 * Lets the tests work in memory where there is room: they wait for a disc a fifth of the time, and what a crash leaves of
 * files is not theirs to show, but that of campaigns. `TMPDIR` set by whoever calls them holds.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TMPDIR'] !== undefined || !(await hasRoom())) return undefined;
  await removeLeft();
  const folder = await mkdtemp(join(MEMORY, `${PREFIX}${process.pid}-`));
  // PostgreSQL runs as another account, and must reach its own folder in it.
  await chmod(folder, 0o711);
  process.env['TMPDIR'] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/** What runs that were killed have left takes memory until somebody removes it. */
async function removeLeft(): Promise<void> {
  for (const name of await readdir(MEMORY)) {
    const [, owner] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? [];
    if (owner === undefined || isAlive(Number(owner))) continue;
    // What belongs to somebody else is theirs to remove.
    await rm(join(MEMORY, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's lives, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function hasRoom(): Promise<boolean> {
  try {
    await access(MEMORY, constants.W_OK);
    const { bavail, bsize } = await statfs(MEMORY);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false;
  }
}

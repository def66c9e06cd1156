import { constants } from 'node:fs';
import { access, chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';

/** What the tests need at the same time, at most. */
const ENOUGH_BYTES = 4 * 2 ** 30;

/**
 * Lets the tests work in memory where there is room: they wait for a disc a fifth of the time, and what a crash leaves of
 * files is not theirs to show, but that of campaigns. `TMPDIR` set by whoever calls them holds.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TMPDIR'] !== undefined || !(await hasRoom())) return undefined;
  const folder = await mkdtemp(join(MEMORY, 'scelle-tests-'));
  // PostgreSQL runs as another account, and must reach its own folder in it.
  await chmod(folder, 0o711);
  process.env['TMPDIR'] = folder;
  return () => rm(folder, { recursive: true, force: true });
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

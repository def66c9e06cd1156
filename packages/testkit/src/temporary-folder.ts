import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * Creates an empty folder of the running test and returns its absolute path, free of symbolic links. It is removed with
 * all that it holds when the test ends.
 */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'scelle-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

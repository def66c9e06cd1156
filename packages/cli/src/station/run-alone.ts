import { join } from 'node:path';
import { CoreError, lockFile } from '@scelle/core';
import type { Station } from '@scelle/station';
import { CliError } from '../errors/cli-error.ts';

/** Runs what two processes must not do for one station at once, however long it takes. Throws `command-running`. */
export async function runAlone<Result>(
  { layout }: Station,
  command: 'pull' | 'serve',
  perform: () => Promise<Result>,
): Promise<Result> {
  const unlock = await lock(join(layout.root, command), command);
  try {
    return await perform();
  } finally {
    await unlock();
  }
}

async function lock(path: string, command: string): Promise<() => Promise<void>> {
  try {
    return await lockFile(path);
  } catch (error) {
    throw toRunning(error, path, command);
  }
}

function toRunning(error: unknown, path: string, command: string): unknown {
  if (!(error instanceof CoreError && error.code === 'target-locked')) return error;
  return new CliError('command-running', { name: `scelle ${command}`, found: `${path}.lock` }, { cause: error });
}

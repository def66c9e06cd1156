import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testScelle } from '../../packages/cli/bundle/test-bundle.ts';
import { compileCache } from '../faults/scelle-process.ts';

/** Makes the command `scelle` in a new folder, which is to come first in PATH; each call is a process of its own. */
export async function installScelle(folder: string): Promise<void> {
  await writeCommand(folder, [process.execPath, testScelle]);
}

/** The same, but one process runs all the calls; what this returns ends it. */
export async function installResident(folder: string): Promise<() => void> {
  const program = fileURLToPath(new URL('./resident.ts', import.meta.url));
  const caller = fileURLToPath(new URL('./call-resident.pl', import.meta.url));
  const socket = join(folder, 'socket');
  await writeCommand(folder, ['env', 'PERL_BADLANG=0', 'perl', caller, socket]);
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache };
  // In a session of its own it has no terminal to ask.
  const child = fork(program, [socket], { execArgv: ['--conditions=@scelle/source'], env, detached: true });
  await once(child, 'message');
  return () => void child.kill();
}

async function writeCommand(folder: string, command: readonly string[]): Promise<void> {
  await mkdir(folder);
  const file = join(folder, 'scelle');
  await writeFile(file, `#!/bin/sh\nexec ${command.map((word) => `'${word}'`).join(' ')} "$@"\n`);
  await chmod(file, 0o755);
}

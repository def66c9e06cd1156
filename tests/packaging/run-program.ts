import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a program in a folder, and gives its standard output. Rejects, with all that it printed, where it fails. */
export async function runProgram(folder: string, program: string, ...args: readonly string[]): Promise<string> {
  try {
    return (await run(program, args, { cwd: folder })).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

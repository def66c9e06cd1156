import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { testScelle } from '../../packages/cli/bundle/test-bundle.ts';

/** How one run of the CLI ended. */
export interface Run {
  /** The exit status; null where a signal ended the process. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how the CLI runs. */
export interface RunSettings {
  readonly cwd: string;
  /** Standard input; empty unless given. */
  readonly input?: Uint8Array;
  /** Added to PATH, the C locale and the compile cache, which are all that the process has in its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
}

/** What is loaded is compiled once for all runs. */
export const compileCache: string = fileURLToPath(new URL('../../node_modules/.cache/compile', import.meta.url));

/** Starts the CLI in a session of its own, so that it has no terminal to ask. */
export function startScelle(args: readonly string[], settings: RunSettings): ChildProcess {
  const { cwd, input = '', env = {}, nodeOptions = [] } = settings;
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [...nodeOptions, testScelle, ...args], {
    cwd,
    env: { PATH, LC_ALL: 'C', NODE_COMPILE_CACHE: compileCache, ...env },
    detached: true,
  });
  // The CLI may end before it has read its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return child;
}

/** Waits until the process has ended, and gives all that it wrote. */
export async function waitForEnd(child: ChildProcess): Promise<Run> {
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [status, stdout, stderr] = await Promise.all([ended, text(child.stdout!), text(child.stderr!)]);
  return { status, stdout, stderr };
}

/** Runs the CLI to its end, however it ends. */
export function tryScelle(args: readonly string[], settings: RunSettings): Promise<Run> {
  return waitForEnd(startScelle(args, settings));
}

/** Runs the CLI to its end; rejects unless it ended with status 0. */
export async function runScelle(args: readonly string[], settings: RunSettings): Promise<Run> {
  const run = await tryScelle(args, settings);
  if (run.status !== 0) throw new Error(`scelle ${args[0]} ended with ${run.status}: ${run.stdout}${run.stderr}`);
  return run;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { testScelle } from '../../packages/cli/bundle/test-bundle.ts';
import { callResident } from '../../packages/cli/test/resident/call-resident.ts';

/** How one run of the CLI ended. */
export interface Run {
  /** The exit status; null where a signal ended the process. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where the CLI runs. */
export interface CallSettings {
  readonly cwd: string;
  /** Added to PATH, the C locale and the compile cache, which are all that it finds in its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Where and how a process of the CLI runs. */
export interface RunSettings extends CallSettings {
  /** Standard input; empty unless given. */
  readonly input?: Uint8Array;
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

/** Runs the CLI to its end in a process of its own, however it ends. */
export function tryScelle(args: readonly string[], settings: RunSettings): Promise<Run> {
  return waitForEnd(startScelle(args, settings));
}

/** Runs the CLI to its end in a process of its own; rejects unless it ended with status 0. */
export async function runScelleProcess(args: readonly string[], settings: RunSettings): Promise<Run> {
  return requireDone(args, await tryScelle(args, settings));
}

/**
 * Runs the CLI to its end where it need not have a process of its own: in the one that runs all such commands. Rejects
 * unless it ended with status 0.
 */
export async function runScelle(args: readonly string[], { cwd, env = {} }: CallSettings): Promise<Run> {
  const { PATH = '' } = process.env;
  return requireDone(args, await callResident({ args, cwd, env: { PATH, LC_ALL: 'C', ...env } }));
}

function requireDone(args: readonly string[], run: Run): Run {
  if (run.status !== 0) throw new Error(`scelle ${args[0]} ended with ${run.status}: ${run.stdout}${run.stderr}`);
  return run;
}

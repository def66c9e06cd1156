import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { testScelle } from '../../bundle/test-bundle.ts';
import { callResident } from '../resident/call-resident.ts';

/** How one run of the CLI ended. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunSettings {
  readonly cwd: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** What is loaded is compiled once for all runs. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/compile', import.meta.url));

/** The command by which a shell runs the CLI. */
export const scelleCommand: readonly string[] = [process.execPath, testScelle];

/** Starts the CLI in a session of its own, so that it has no terminal to ask. */
export function startScelle(args: readonly string[], { cwd, env = {} }: RunSettings): ChildProcess {
  const [command, ...options] = scelleCommand;
  return spawn(command!, [...options, ...args], { cwd, env: { ...environment(), ...env }, detached: true });
}

function environment(): Readonly<Record<string, string>> {
  const { PATH = '' } = process.env;
  return { PATH, LC_ALL: 'C', NODE_COMPILE_CACHE: compileCache };
}

/** Runs the CLI to its end: in the resident, unless there is something to write to its standard input. */
export async function runScelle(args: readonly string[], settings: RunSettings): Promise<Run> {
  const { cwd, input, env } = settings;
  if (input !== undefined) return runProcess(args, settings);
  const { status, stdout, stderr } = await callResident({ args, cwd, env: { ...environment(), ...env } });
  return { status, stdout, stderr };
}

/** Runs the CLI to its end in a process of its own. */
async function runProcess(args: readonly string[], settings: RunSettings): Promise<Run> {
  const child = startScelle(args, settings);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  // The CLI may end before it has read its input.
  child.stdin!.on('error', () => undefined);
  child.stdin!.end(settings.input ?? '');
  const [status, stdout, stderr] = await Promise.all([ended, text(child.stdout!), text(child.stderr!)]);
  return { status, stdout, stderr };
}

/** Runs the CLI with `--json`, and gives its exit status and its document. */
export async function runJson<Document = { readonly error: { readonly code: string; readonly message: string } }>(
  args: readonly string[],
  settings: RunSettings,
): Promise<{ readonly status: number | null; readonly document: Document }> {
  const { status, stdout, stderr } = await runScelle([...args, '--json'], settings);
  try {
    return { status, document: JSON.parse(stdout) as Document };
  } catch (error) {
    throw new Error(`no JSON document: ${stdout}${stderr}`, { cause: error });
  }
}

import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { describe } from 'vitest';

/** Tools that exist without this project, with the Debian package that holds each. */
const DEBIAN_PACKAGES = {
  age: 'age',
  'age-keygen': 'age',
  b2sum: 'coreutils',
  base64: 'coreutils',
  bash: 'bash',
  curl: 'curl',
  minisign: 'minisign',
  openssl: 'openssl',
  python3: 'python3',
  sha256sum: 'coreutils',
  'systemd-analyze': 'systemd',
  tar: 'tar',
  xmllint: 'libxml2-utils',
  xorriso: 'xorriso',
  zstd: 'zstd',
} as const;

/** The name of a stock tool, as it is called. */
export type StockToolName = keyof typeof DEBIAN_PACKAGES;

/** How one run of a tool ended. */
export interface ToolResult {
  /** The exit status; null where a signal ended the tool. */
  readonly status: number | null;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/** What a run is given besides its arguments. */
export interface RunOptions {
  /** Standard input; empty unless given. */
  readonly input?: Uint8Array | string;
  /** The folder to run in; the current one unless given. */
  readonly cwd?: string;
}

/** A stock tool of this machine. */
export interface StockTool {
  readonly available: boolean;
  /** Runs the tool without a shell, in the C locale. Rejects if it cannot be started, not if it fails. */
  run(args: readonly string[], options?: RunOptions): Promise<ToolResult>;
}

/**
 * Looks a stock tool up on the PATH. Where the environment sets `CI`, a missing tool throws and the message names the
 * Debian package to install; elsewhere it is merely not available.
 */
export function stockTool(name: StockToolName): StockTool {
  const available = isOnPath(name);
  if (!available && process.env['CI']) {
    throw new Error(`${name} is missing and CI is set: run apt-get install -y ${DEBIAN_PACKAGES[name]}.`);
  }
  return { available, run: (args, options = {}) => run(name, args, options) };
}

/**
 * A `describe` whose tests need stock tools. If one is missing the tests fail under CI; elsewhere they are skipped and
 * their title says what they wait for.
 */
export function describeWithTools(names: readonly StockToolName[], title: string, tests: () => void): void {
  const missing = names.filter((name) => !stockTool(name).available);
  if (missing.length === 0) describe(title, tests);
  else describe.skip(`${title} (skipped: needs ${missing.join(', ')})`, tests);
}

function isOnPath(name: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => isExecutable(join(folder, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function run(name: string, args: readonly string[], { input = '', cwd }: RunOptions): Promise<ToolResult> {
  const child = spawn(name, args, { cwd, env: { ...process.env, LC_ALL: 'C' } });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // A tool may end before it has read its input: its status tells the story, not the broken pipe.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [status, stdout, stderr] = await Promise.all([ended, buffer(child.stdout), text(child.stderr)]);
  return { status, stdout: new Uint8Array(stdout), stderr };
}

import { spawnSync } from 'node:child_process';

/** Whether there is no `minisign` here; its tests are then skipped, and fail in CI. */
export const minisignMissing = spawnSync('minisign', ['-v']).error !== undefined;

if (minisignMissing && process.env['CI'] !== undefined) {
  throw new Error('minisign is not installed, and CI runs every test. Install it: apt-get install minisign');
}

/** Runs the real minisign in `folder` with `input` on its standard input: exit status and all that it printed. */
export function minisign(
  folder: string,
  args: readonly string[],
  input = '',
): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('minisign', args, { cwd: folder, input, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

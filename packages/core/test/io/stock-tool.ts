import { spawnSync } from 'node:child_process';

/** Whether the tool is missing here, so that its tests are skipped; CI must have it. */
export function isMissing(tool: string): boolean {
  const missing = spawnSync(tool, ['--version']).error !== undefined;
  if (missing && process.env['CI'] !== undefined) throw new Error(`${tool} must be installed where the CI runs.`);
  return missing;
}

/** Runs the tool to its end and returns what it wrote to its standard output; throws if it failed. */
export function runTool(tool: string, args: readonly string[], input: Uint8Array = new Uint8Array(0)): Uint8Array {
  const result = spawnSync(tool, args, { input, maxBuffer: 1 << 30 });
  if (result.status !== 0) throw new Error(`${tool} ${args.join(' ')} failed: ${result.stderr}`);
  return new Uint8Array(result.stdout);
}

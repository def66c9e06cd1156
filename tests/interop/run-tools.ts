import { type RunOptions, type StockToolName, stockTool } from '@scelle/testkit';
import { expect } from 'vitest';

/** Runs a stock tool that must end well, and gives what it printed on its standard output. */
export async function runTool(name: StockToolName, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { status, stdout, stderr } = await stockTool(name).run(args, options);
  expect(status, `${name} ${args.join(' ')}\n${stderr}`).toBe(0);
  return new TextDecoder().decode(stdout);
}

/** Runs a line of shell, as a person would type it, in `folder`; every part of a pipe must end well. */
export function runLine(folder: string, line: string, input = ''): Promise<string> {
  return runTool('bash', ['-euo', 'pipefail', '-c', line], { cwd: folder, input });
}

/** Path of a script that stands on its own, without any code of this project. */
export function standAlone(script: string): string {
  return new URL(`./stand-alone/${script}`, import.meta.url).pathname;
}

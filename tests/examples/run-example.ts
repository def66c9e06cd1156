import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const examples = new URL('../../examples/', import.meta.url);

/** Runs an example as its `start` script does, and gives all that it prints. Rejects where it fails. */
export async function runExample(name: string, ...args: readonly string[]): Promise<string> {
  const main = fileURLToPath(new URL(`${name}/src/main.ts`, examples));
  const { stdout, stderr } = await run(process.execPath, ['--conditions=@scelle/source', main, ...args]);
  return stdout + stderr;
}

/** The output that the README of the example shows. */
export async function readShownOutput(name: string): Promise<string> {
  const readme = await readFile(new URL(`${name}/README.md`, examples), 'utf8');
  return /^\$ npx .* start\n([\s\S]*?)^```$/m.exec(readme)![1]!;
}

/** The output that the README of a package shows. */
export async function readPackageOutput(name: string): Promise<string> {
  const readme = await readFile(new URL(`../packages/${name}/README.md`, examples), 'utf8');
  return /^```text\n([\s\S]*?)^```$/m.exec(readme)![1]!;
}

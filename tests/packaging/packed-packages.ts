import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './run-program.ts';

const workspace = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the packages that are published and packs them into `folder`: the paths of their tarballs. */
export async function packPackages(folder: string): Promise<readonly string[]> {
  const pnpm = ['npx', '-y', 'pnpm@12.21.0'] as const;
  await runProgram(workspace, ...pnpm, 'build');
  const published = ['--recursive', '--filter', './packages/*', '--filter', '!@scelle/testkit'];
  await runProgram(workspace, ...pnpm, ...published, 'pack', '--pack-destination', folder);
  const names = await readdir(folder);
  return names.sort().map((name) => join(folder, name));
}

/** Makes an empty project and installs the tarballs there as a stranger would; the rest comes from the registry. */
export async function installInto(folder: string, tarballs: readonly string[]): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  await runProgram(folder, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', ...tarballs);
}

/** Where the packages of this workspace lie. */
export const workspaceModules = join(workspace, 'node_modules');

/** The path of a program of this workspace. */
export function workspaceProgram(name: string): string {
  return join(workspaceModules, '.bin', name);
}

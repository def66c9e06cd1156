import { cp, glob, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { installInto, packPackages } from '../packaging/packed-packages.ts';

/** A project of somebody who has the packages from a registry. */
export interface Stranger {
  /** The folder of the project; `programs` in it holds the examples, what READMEs and doc comments show, and services. */
  readonly project: string;
  /** The packages as they are published. */
  readonly tarballs: readonly string[];
}

declare module 'vitest' {
  interface ProvidedContext {
    stranger: Stranger;
  }
}

const repository = join(import.meta.dirname, '../..');

/** Makes the project once for all tests: packing and installing take half a minute. What it returns removes it. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const root = await mkdtemp(join(await realpath(tmpdir()), 'scelle-stranger-'));
  const project = join(root, 'project');
  const tarballs = await packPackages(await mkdtemp(join(root, 'tarballs-')));
  await installInto(project, tarballs);
  await mkdir(join(project, 'node_modules/@types'));
  await symlink(join(repository, 'node_modules/@types/node'), join(project, 'node_modules/@types/node'));
  await copyPrograms(join(project, 'programs'));
  provide('stranger', { project, tarballs });
  return () => rm(root, { recursive: true, force: true });
}

/** What comes with the packages, as a dependency of one. */
const present = ['zod'];

async function needsMore(example: string): Promise<boolean> {
  const { dependencies = {} } = JSON.parse(await readFile(join(example, 'package.json'), 'utf8')) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  return Object.keys(dependencies).some((name) => !/^@scelle\/(?!example-)/.test(name) && !present.includes(name));
}

async function copyPrograms(programs: string): Promise<void> {
  const examples = join(repository, 'examples');
  for (const name of await readdir(examples)) {
    if (!(await readdir(join(examples, name))).includes('src')) continue;
    // Another example, and a database with native code, are not there: such an example runs in the workspace alone.
    if (await needsMore(join(examples, name))) continue;
    await cp(join(examples, name, 'src'), join(programs, 'examples', name, 'src'), { recursive: true });
  }
  await cp(join(import.meta.dirname, 'services'), join(programs, 'tests/packed/services'), { recursive: true });
  await mkdir(join(programs, 'shown'));
  for await (const path of glob('packages/*/{README.md,src/*.ts}', { cwd: repository })) {
    // In a comment each line begins with an asterisk.
    const text = (await readFile(join(repository, path), 'utf8')).replace(/^ \* ?/gm, '');
    const [, program] = /^```ts\n([\s\S]*?)^```$/m.exec(text) ?? [];
    if (program !== undefined) await writeFile(join(programs, 'shown', `${path.replaceAll('/', '-')}.ts`), program);
  }
}

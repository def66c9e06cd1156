import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listFiles, readText, repository } from './pages.ts';

const run = promisify(execFile);

/** The program in a README, and what it prints. */
interface Example {
  readonly name: string;
  readonly program: string;
  readonly output: string;
}

const examples: readonly Example[] = listFiles('README.md')
  .filter((path) => /^packages\/[a-z]+\/README\.md$/.test(path))
  .sort()
  .map((path) => {
    const [, program, output] = /^```ts\n([\s\S]*?)^```\n[\s\S]*?^```text\n([\s\S]*?)^```$/m.exec(readText(path)) ?? [];
    return { name: path.split('/')[1]!, program: program ?? '', output: output ?? '' };
  });
let folder: string;

/** A folder of somebody who uses the packages: he has them, and Node's types. */
beforeAll(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), 'scelle-readme-'));
  await mkdir(join(folder, 'node_modules/@scelle'), { recursive: true });
  await symlink(join(repository, 'node_modules/@types'), join(folder, 'node_modules/@types'));
  for (const { name } of examples) {
    await symlink(join(repository, 'packages', name), join(folder, 'node_modules/@scelle', name));
  }
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
});

afterAll(() => rm(folder, { recursive: true }));

it('every package that is published has an example', () => {
  const names = ['cli', 'core', 'formats', 'interconnect', 'media', 'station', 'synthetic', 'verify'];
  expect(examples.filter(({ program }) => program !== '').map(({ name }) => name)).toEqual(names);
});

/** The packages are compiled before, as for publishing: their declarations are what a user compiles against. */
it('the examples compile, with the compiler as strict as it can be', async () => {
  for (const { name, program } of examples) await writeFile(join(folder, `${name}.ts`), program);
  const compilerOptions = { customConditions: [], composite: false, declarationMap: false, noEmit: true };
  const options = { extends: join(repository, 'tsconfig.base.json'), compilerOptions, include: ['*.ts'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(options));
  expect(await compile('-b', repository)).toBe('');
  expect(await compile('-p', folder)).toBe('');
});

/** What the compiler says. */
async function compile(...args: readonly string[]): Promise<string> {
  const running = run(join(repository, 'node_modules/.bin/tsc'), args);
  const { stdout } = await running.catch((error: { readonly stdout: string }) => error);
  return stdout;
}

it.each(examples)('the example of $name prints what its README shows', async ({ name, program, output }) => {
  const own = join(folder, `of-${name}`);
  await mkdir(own);
  await writeFile(join(own, 'main.ts'), program);
  const { stdout } = await run(process.execPath, ['--conditions=@scelle/source', 'main.ts'], { cwd: own });
  expect(stdout).toBe(output);
});

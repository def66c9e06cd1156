import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';

const run = promisify(execFile);
const { project, tarballs } = inject('stranger');
const modules = join(import.meta.dirname, 'node_modules');
const newest = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
const oldest = join(modules, 'typescript-5.6/bin/tsc');

it.each(tarballs.map((path) => [basename(path), path]))(
  '%s resolves to types and code of one kind, for ES modules and for bundlers',
  async (_, path) => {
    // Under `require` there is nothing to find: docs/design.md tells why.
    const options = ['--profile', 'esm-only', '--format', 'json', '--quiet'];
    const attw = run(join(modules, '.bin/attw'), [...options, path]);
    await expect(attw).resolves.toMatchObject({ stderr: '' });
  },
);

describe.each([
  ['the newest TypeScript', newest, 'es2024'],
  // What became ES2024 is ESNext to it.
  ['TypeScript 5.6', oldest, 'esnext'],
])('%s', (title, compiler, language) => {
  it.each(['nodenext', 'bundler'])(
    'compiles examples, READMEs and services with %s, and the declarations of all packages',
    async (resolution) => {
      const folder = join(project, 'compiled', `${title}-${resolution}`);
      await mkdir(folder, { recursive: true });
      const compilerOptions = {
        strict: true,
        skipLibCheck: false,
        noEmit: true,
        target: 'es2022',
        lib: [language, 'dom', 'esnext.disposable'],
        module: resolution === 'bundler' ? 'esnext' : resolution,
        moduleResolution: resolution,
        allowImportingTsExtensions: true,
        types: ['node'],
      };
      const include = [join(project, 'programs')];
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }));
      expect(await compile(compiler, folder)).toBe('');
    },
  );
});

/** What the compiler says. */
async function compile(compiler: string, folder: string): Promise<string> {
  const compiling = run(process.execPath, [compiler, '-p', folder]);
  return (await compiling.catch((error: { readonly stdout: string }) => error)).stdout;
}

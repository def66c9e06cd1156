import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;

/** The lines of a file that the rule of the linter refuses. */
async function linesRefused(rule: string, text: string): Promise<number[]> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'biome.json'), JSON.stringify({ plugins: [join(ROOT, 'tests/house', rule)] }));
  await writeFile(join(folder, 'sample.ts'), text);
  const args = ['lint', '--only=plugin', '--reporter=github', 'sample.ts'];
  const { stdout } = await promisify(execFile)(join(ROOT, 'node_modules/.bin/biome'), args, { cwd: folder }).catch(
    (error: { readonly stdout: string }) => error,
  );
  return Array.from(stdout.matchAll(/\bline=(\d+)/g), ([, line]) => Number(line));
}

it('the linter refuses a list that becomes the arguments of a call, in the sources of every package', async () => {
  const sample = [
    'Math.max(...list);',
    'list.push(1, ...other);',
    'new Notes(...other);',
    'String.fromCharCode.apply(null, list);',
    'const all = [...list, { ...object }];',
    'Buffer.concat([...list]);',
    'const inner = [f((x) => g(x, ...list))];',
    'function take(...values: number[]): number[] { return values; }',
    '// biome-ignore lint/plugin: at most eight.',
    'groups.splice(1, 0, ...zeros);',
  ];
  expect(await linesRefused('spread-arguments.grit', sample.join('\n'))).toEqual([1, 2, 3, 4, 7]);
  expect(await readRules('packages/*/src/**')).toContain('./tests/house/spread-arguments.grit');
});

it('the linter refuses JSON.parse of what nobody verified, in the sources of every package', async () => {
  const sample = [
    'const value = JSON.parse(text);',
    'const cast = JSON.parse(new TextDecoder().decode(bytes)) as Work;',
    '// biome-ignore lint/plugin: our own package.json.',
    'const own = JSON.parse(text);',
    'const strict = readStrictJson(text);',
  ];
  expect(await linesRefused('untrusted-json.grit', sample.join('\n'))).toEqual([1, 2]);
  expect(await readRules('packages/*/src/**')).toContain('./tests/house/untrusted-json.grit');
});

it('the linter refuses a promise that may never settle, in the sources of every package', async () => {
  const sample = [
    'await new Promise((resolve) => socket.on("end", resolve));',
    'await new Promise<void>((resolve) => void socket.on("end", () => resolve()));',
    'const { promise, resolve } = Promise.withResolvers<void>();',
    'const answer = Promise.withResolvers<void>();',
    'await once(server, "listening");',
    'await new Promise<void>((resolve, reject) => void socket.on("end", resolve).on("error", reject));',
    'const { promise: one, resolve: two, reject } = Promise.withResolvers<void>();',
    'socket.once("close", () => undefined);',
    'signal.addEventListener("abort", end, { once: true });',
    '// biome-ignore lint/plugin: the child ends.',
    'await once(child, "exit");',
  ];
  expect(await linesRefused('unsettled-promise.grit', sample.join('\n'))).toEqual([1, 2, 3, 4, 5]);
  expect(await readRules('packages/*/src/**')).toContain('./tests/house/unsettled-promise.grit');
});

/** The rules of our own for these files. */
async function readRules(files: string): Promise<string[]> {
  const { overrides } = JSON.parse(await readFile(join(ROOT, 'biome.json'), 'utf8')) as {
    readonly overrides: readonly { readonly includes: readonly string[]; readonly plugins?: readonly string[] }[];
  };
  return overrides.flatMap(({ includes, plugins = [] }) => (includes.includes(files) ? plugins : []));
}

it('an error is recognised by its brand, which copies of core share', async () => {
  const sample = [
    'if (error instanceof ScelleError) throw error;',
    'if (!(error instanceof ScelleError)) throw error;',
    'if (ScelleError.is(error)) throw error;',
    'if (error instanceof TypeError) throw error;',
  ];
  expect(await linesRefused('error-class.grit', sample.join('\n'))).toEqual([1, 2]);
  expect(await readRules('packages/*/src/**')).toContain('./tests/house/error-class.grit');
});

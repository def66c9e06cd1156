import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;
const RULE = 'tests/house/spread-arguments.grit';

/** The lines of a file of which the rule says that a list becomes arguments. */
async function linesRefused(text: string): Promise<number[]> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'biome.json'), JSON.stringify({ plugins: [join(ROOT, RULE)] }));
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
  expect(await linesRefused(sample.join('\n'))).toEqual([1, 2, 3, 4, 7]);
  const { overrides } = JSON.parse(await readFile(join(ROOT, 'biome.json'), 'utf8'));
  expect(overrides).toContainEqual({ includes: ['packages/*/src/**'], plugins: [`./${RULE}`] });
});

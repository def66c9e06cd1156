import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';

it('all packages bring no more others than docs/design.md says, and none that an install script would run for', async () => {
  const lock = join(inject('stranger').project, 'node_modules/.package-lock.json');
  const { packages } = JSON.parse(await readFile(lock, 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
  };
  const design = await readFile(join(import.meta.dirname, '../../docs/design.md'), 'utf8');
  const [, told] = /^\| all eight \| (\d+) \|/m.exec(design)!;
  expect(Object.keys(packages).length).toBeLessThanOrEqual(Number(told));
  expect(Object.keys(packages).filter((name) => packages[name]!.hasInstallScript)).toEqual([]);
});

import { expect, it } from 'vitest';
import { findCircles, findFolderCircles, findMutualPairs } from './directions.ts';
import { listPackages, readSources, type SourceFile } from './imports.ts';

function file(path: string, ...imports: readonly string[]): SourceFile {
  return { path: `packages/a/src/${path}`, lines: 1, imports: imports.map((target) => `packages/a/src/${target}`) };
}

it('finds folders that import each other, and circles of files and folders', () => {
  const files = [file('x/one.ts', 'y/two.ts'), file('y/two.ts', 'x/three.ts'), file('x/three.ts', 'x/one.ts')];
  expect(findMutualPairs(files).map(({ folders }) => folders)).toEqual([['packages/a/src/x', 'packages/a/src/y']]);
  expect(findCircles(files)).toHaveLength(1);
  expect(findFolderCircles(files)).toHaveLength(1);
});

it('leaves out what a package exports, and one way', () => {
  const files = [file('index.ts', 'x/one.ts'), file('x/one.ts', 'y/two.ts'), file('y/two.ts')];
  expect([findMutualPairs(files), findCircles(files), findFolderCircles(files)]).toEqual([[], [], []]);
});

it('reads the imports of every package', () => {
  for (const name of listPackages()) {
    const files = readSources(name);
    const paths = new Set(files.map(({ path }) => path));
    const unknown = files.flatMap(({ imports }) => imports.filter((target) => !paths.has(target)));
    expect(unknown, name).toEqual([]);
    expect(files.flatMap(({ imports }) => imports).length, name).toBeGreaterThan(files.length / 2);
  }
});

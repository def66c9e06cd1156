import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { VERSION } from '../src/version.ts';

it('every package is released with the version that this one states in its manifests', () => {
  const packages = new URL('../../', import.meta.url).pathname;
  const versions = readdirSync(packages).map((name) => {
    const { version } = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'));
    return [name, version];
  });
  expect(versions).toEqual(versions.map(([name]) => [name, VERSION]));
  expect(versions.length).toBeGreaterThan(1);
});

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { rolldown } from 'rolldown';
import { describe, expect, inject, it } from 'vitest';
import { runProgram } from '../packaging/run-program.ts';
import { nodes } from './nodes.ts';

const { project } = inject('stranger');
const cwd = join(project, 'programs/tests/packed/services');
const service = { service: './pack-and-verify.ts' };
const withThreads = { ...service, 'group-worker': '@scelle/core/group-worker' };

/** What packages written in CommonJS ask for, such as tar-stream, and esbuild leaves out of ES modules. */
const banner = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

const bundlers = {
  async esbuild(entryPoints: Record<string, string>, outdir: string, format: 'esm' | 'cjs' = 'esm') {
    const options = { bundle: true, platform: 'node', target: 'node22.15', logLevel: 'silent' } as const;
    await build({ absWorkingDir: cwd, entryPoints, outdir, format, banner: { js: banner }, ...options });
  },
  async rolldown(input: Record<string, string>, dir: string, format: 'esm' | 'cjs' = 'esm') {
    await using bundle = await rolldown({ cwd, input, platform: 'node', transform: { target: 'node22.15' } });
    await bundle.write({ dir, format });
  },
};

describe.each(Object.entries(bundlers))('a bundle made with %s', (name, bundle) => {
  it.each([
    ['the file of the threads beside it', 'threads', withThreads, []],
    ['no such file: in the calling thread, with a warning', 'alone', service, ['SCELLE_NO_THREADS']],
  ])('packs and verifies 30,000 records with %s', async (_, kind, entries, warnings) => {
    const folder = join(project, 'bundles', `${name}-${kind}`);
    await mkdir(folder, { recursive: true });
    await bundle(entries, folder);
    for (const [version, node] of Object.entries(nodes)) {
      const said = await runProgram(folder, node, 'service.js', `${version}.scelle`);
      expect(JSON.parse(said), version).toEqual({ verdict: 'accepted', records: 30_000, warnings });
    }
  });

  it('is an ES module: another is refused while it is made, not when it runs', async () => {
    await expect(bundle(service, join(project, 'bundles', `${name}-cjs`), 'cjs')).rejects.toThrow(/top-level await/i);
  });
});

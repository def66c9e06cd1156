import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const [major] = process.versions.node.split('.');
if (Number(major) < 24) throw new Error(`The tests need Node 24 or later, and this is ${process.version}.`);

/** Threads and processes of the tests load the same sources again and again: these are compiled once. */
const env = { NODE_COMPILE_CACHE: new URL('./node_modules/.cache/compile', import.meta.url).pathname };

/** Tests read the sources directly: nothing needs to be built first, but the command, which they bundle. */
const ssr = { resolve: { conditions: ['@scelle/source'] } };

function project(name: string, root: string) {
  return {
    ssr,
    test: {
      name,
      root,
      include: ['test/**/*.test.ts', '*/**/*.test.ts'],
      exclude: ['**/node_modules/**', '**/dist/**'],
      setupFiles: [new URL('./tests/setup.ts', import.meta.url).pathname],
      // They guard against hanging; how fast something is, the benchmark shows.
      testTimeout: 180_000,
      hookTimeout: 60_000,
      env,
      // Few modules keep what a test could leave behind: to load all of them anew for each file took a third of the time.
      isolate: false,
    },
  };
}

export default defineConfig({
  test: {
    globalSetup: './packages/cli/bundle/bundle-for-tests.ts',
    // By itself vitest leaves one processor alone, which is half of a small machine.
    maxWorkers: availableParallelism(),
    reporters: ['default', ['json', { outputFile: 'test-results.json' }]],
    projects: [
      project('core', 'packages/core'),
      project('synthetic', 'packages/synthetic'),
      project('verify', 'packages/verify'),
      project('media', 'packages/media'),
      project('interconnect', 'packages/interconnect'),
      project('station', 'packages/station'),
      project('formats', 'packages/formats'),
      project('cli', 'packages/cli'),
      project('tests', 'tests'),
    ],
  },
});

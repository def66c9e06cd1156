import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major! < 22 || (major === 22 && minor! < 15)) {
  throw new Error(`The tests need Node 22.15 or later, and this is ${process.version}.`);
}

// Minutes of what others bring, which have a configuration of their own.
const packed = ['tests/packed/**'];

// What campaigns do at length, and their shares that run until something is killed, full or used up.
const campaigns = [
  'tests/faults/**/*.test.ts',
  'tests/media/play-day.test.ts',
  'tests/import/day.test.ts',
  'packages/core/test/batch/writer-memory.test.ts',
  'packages/core/test/recogniser/mutants.test.ts',
  'packages/media/test/damage/matrix.test.ts',
  'packages/station/test/{faults,model}/**/*.test.ts',
  'packages/verify/test/bombs/**/*.test.ts',
];

// What others meet: earlier versions, stock tools, browsers, those who install the packages, start from the examples or
// follow the pages.
const neighbours = [
  'packages/core/test/minisign/interop.test.ts',
  'tests/{bench,browser,compatibility,examples,interop,packaging}/**/*.test.ts',
  'tests/docs/{operations,readme-examples}.test.ts',
];

export default defineConfig({
  // Tests read the sources directly: nothing needs to be built first, but the command, which they bundle.
  // `using`, which the oldest Node does not know, is written out.
  oxc: { target: 'node22.15' },
  ssr: { resolve: { conditions: ['@scelle/source'] } },
  test: {
    // The test of the README runs the first, `.ci/run` the others in stages of their own, and `vitest run PATH…` any.
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['packages/*/test/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: [...campaigns, ...neighbours, ...packed],
        },
      },
      { extends: true, test: { name: 'campaigns', include: campaigns } },
      { extends: true, test: { name: 'neighbours', include: neighbours } },
    ],
    setupFiles: ['./tests/setup.ts'],
    globalSetup: ['./tests/workplace-in-memory.ts', './packages/cli/bundle/bundle-for-tests.ts'],
    // They guard against hanging; how fast something is, the benchmark shows.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // Threads and processes of the tests load the same sources again and again: these are compiled once.
    env: { NODE_COMPILE_CACHE: new URL('./node_modules/.cache/compile', import.meta.url).pathname },
    // Few modules keep what a test could leave behind: to load all of them anew for each file took a third of the time.
    isolate: false,
    // By itself vitest leaves one processor alone, which is half of a small machine; and many tests wait for processes.
    maxWorkers: availableParallelism() + 1,
    reporters: ['default', ['json', { outputFile: process.env['SCELLE_TEST_RESULTS'] ?? 'test-results.json' }]],
  },
});

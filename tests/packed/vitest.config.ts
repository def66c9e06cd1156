import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests of the packed packages: they take minutes, and so are a stage of their own. */
export default defineConfig({
  test: {
    include: ['tests/packed/**/*.test.ts'],
    globalSetup: join(import.meta.dirname, 'stranger.ts'),
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    reporters: ['default', ['json', { outputFile: process.env['SCELLE_TEST_RESULTS'] ?? 'test-results.json' }]],
  },
});

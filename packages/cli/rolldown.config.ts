import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { defineConfig } from 'rolldown';
import { discFiles } from './bundle/disc-files.ts';
import { thirdParty } from './bundle/third-party.ts';
import { withoutChildProcesses } from './bundle/without-child-processes.ts';

/** What a thread runs is a file of its own, which the module that starts the thread looks for beside its own. */
const workers = globSync('../*/src/**/*-worker.ts', { cwd: import.meta.dirname });

/** The published command: few files instead of hundreds, because Node needs a while to find and load each. */
export default defineConfig({
  cwd: import.meta.dirname,
  input: {
    bin: 'src/bin.ts',
    index: 'src/index.ts',
    ...Object.fromEntries(workers.map((file) => [basename(file, '.ts'), file])),
  },
  platform: 'node',
  resolve: { conditionNames: ['@scelle/source', 'node'] },
  // The oldest Node on which the command runs: `using`, which it does not know, is written out.
  transform: { target: 'node22.15' },
  plugins: [withoutChildProcesses(), thirdParty(), discFiles()],
  output: {
    dir: 'dist',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: {
      groups: [
        { name: 'program', test: /cli\/src\/run\.ts$/ },
        // Large, and not needed by every call.
        { name: 'libsodium', test: /core\/src\/sodium\.ts$|\/libsodium/ },
        // What every call loads, and what `inspect` loads besides, each in one file. A test looks that nothing slow comes in.
        { name: 'reading', test: /cli\/src\/verify\/inspect\.ts$/ },
      ],
    },
  },
});

import { join } from 'node:path';

const tests = join(import.meta.dirname, '..');

/** The programs of Node that services run on: the oldest that the packages say they need, and this one. */
export const nodes: Readonly<Record<string, string>> = {
  oldest: join(tests, 'oldest-node/node_modules/.bin/node'),
  current: process.execPath,
};

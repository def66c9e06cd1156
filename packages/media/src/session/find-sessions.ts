import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toSystemCode } from '@scelle/core';
import type { SetIndex } from '../index-sectors/set-index.ts';
import type { SetIndexes } from '../index-sectors/set-indexes.ts';
import { takeSectors } from '../scanning/find-index.ts';
import { INDEX_FILE } from './set-session.ts';

/** The indexes of the sets that were begun to be read below `root`. */
export async function findSessions(root: string, indexes: SetIndexes): Promise<readonly SetIndex[]> {
  const found = new Map();
  for (const name of await readdir(root)) {
    if (!/^[0-9a-f]{32}$/.test(name)) continue;
    takeSectors(await readIfThere(join(root, name, INDEX_FILE)), '', found, indexes);
  }
  return indexes.all;
}

async function readIfThere(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    if (toSystemCode(error) === 'ENOENT') return new Uint8Array();
    throw error;
  }
}

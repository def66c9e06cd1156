import { readdir, unlink } from 'node:fs/promises';
import type { StationFolder } from '../home/layout.ts';
import type { Recovery, Station } from '../home/station.ts';
import { listStoredFiles } from '../ledger/received-batches.ts';

/** The folders that hold what was received. */
const folders: readonly StationFolder[] = ['inbox', 'held', 'quarantine'];

/**
 * Removes copies of batches that the ledger does not name. They are left where a command was interrupted between the
 * file and the ledger: whoever delivered it was not told that it came, and still has it. Tells which files of the
 * ledger are missing.
 */
export async function clearOrphans({ layout, database }: Station): Promise<Recovery[]> {
  const named = new Set(listStoredFiles(database));
  const recovered: Recovery[] = [];
  for (const folder of folders) {
    for (const name of await listFiles(layout.path(folder))) {
      const file = layout.path(folder, name);
      if (named.delete(storedName(folder, name)) || !name.endsWith('.scelle')) continue;
      await unlink(file);
      recovered.push({ kind: 'orphan-removed', file });
    }
  }
  return [...recovered, ...[...named].map((file): Recovery => ({ kind: 'file-missing', file }))];
}

/** Plain files only: nothing else was made here. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

/** How the ledger names a file. */
export function storedName(folder: StationFolder, name: string): string {
  return `${folder}/${name}`;
}

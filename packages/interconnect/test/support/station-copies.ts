import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { initStation, type NewStation } from '@scelle/station';
import { temporaryFolder } from '@scelle/testkit';

/** Whose station it is: the same each time, but for a namesake, which has other keys. */
export interface CopiedStation extends Pick<NewStation, 'name' | 'role' | 'receivesFor'> {
  readonly isNamesake?: boolean;
}

/** What lies in a folder; null instead of bytes for a folder. */
interface Item {
  readonly path: string;
  readonly mode: number;
  readonly bytes: Uint8Array | null;
}

const made = new Map<string, Promise<readonly Item[]>>();

/** Puts a station without passphrases that takes test data into a new folder. It is made once, and kept in memory. */
export async function copyNewStation(root: string, station: CopiedStation): Promise<void> {
  const key = JSON.stringify(station);
  const items = made.get(key) ?? makeStation(station);
  made.set(key, items);
  await mkdir(root, { mode: 0o700 });
  for (const { path, mode, bytes } of await items) {
    if (bytes === null) await mkdir(join(root, path), { mode });
    else await writeFile(join(root, path), bytes, { mode });
  }
}

async function makeStation({ isNamesake: _, ...station }: CopiedStation): Promise<readonly Item[]> {
  const root = join(await temporaryFolder(), 'station');
  await initStation(root, { ...station, passphrase: null });
  const file = join(root, 'scelle.toml');
  const text = (await readFile(file, 'utf8')).replace('test-profiles = false', 'test-profiles = true');
  await writeFile(file, text.replace('reserved-space = "1G"', 'reserved-space = "1M"'));
  return readItems(root);
}

/** Folders before what lies in them. */
async function readItems(root: string): Promise<readonly Item[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const items = entries.map(async (entry): Promise<Item> => {
    const path = join(entry.parentPath, entry.name);
    const { mode } = await stat(path);
    const bytes = entry.isDirectory() ? null : new Uint8Array(await readFile(path));
    return { path: relative(root, path), mode: mode & 0o777, bytes };
  });
  return (await Promise.all(items)).sort((a, b) => a.path.length - b.path.length);
}

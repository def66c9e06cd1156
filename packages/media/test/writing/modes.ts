import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSmallSet } from '../support/small-set.ts';

// Run by a test where the umask hides nothing: prints the modes of all that a parcel is made of.
process.umask(0);
const set = await writeSmallSet(process.argv[2]!, [3_000], { images: true });
const entries = await readdir(set.out, { recursive: true, withFileTypes: true });
const modes = await Promise.all(
  entries.map(async (entry) => ({
    isFolder: entry.isDirectory(),
    mode: (await stat(join(entry.parentPath, entry.name))).mode & 0o777,
  })),
);
const list = (isFolder: boolean): number[] => [
  ...new Set(modes.filter((each) => each.isFolder === isFolder).map(({ mode }) => mode)),
];
console.log(JSON.stringify({ parcel: (await stat(set.out)).mode & 0o777, folders: list(true), files: list(false) }));

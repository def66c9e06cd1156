import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkMedia, type MediaReport, type Medium, openMedium, readMediaSet } from '../../src/index.ts';
import type { SmallSet } from './small-set.ts';

/** Opens media one after the other, and closes each before the next. */
export async function* openEach(paths: readonly string[]): AsyncGenerator<Medium, void> {
  for (const path of paths) {
    await using medium = await openMedium(path);
    yield medium;
  }
}

/** The report on the one set that the media belong to. */
export async function check(paths: readonly string[]): Promise<MediaReport> {
  const reports = await checkMedia(openEach(paths), { threads: 0 });
  if (reports.length !== 1) throw new Error(`${reports.length} sets`);
  return reports[0]!;
}

/** Reads media into a folder, with a session in it, and gives the report and the files that were delivered. */
export async function read(
  paths: readonly string[],
  folder: string,
): Promise<{ readonly report: MediaReport; readonly files: ReadonlyMap<string, Uint8Array> }> {
  const files = new Map<string, Uint8Array>();
  const [report] = await readMediaSet(openEach(paths), join(folder, 'session'), {
    threads: 0,
    deliver: async ({ item, file }) => void files.set(item.name, new Uint8Array(await readFile(file))),
  });
  return { report: report!, files };
}

/** The names of delivered files that are not, byte for byte, what went into the set. */
export async function findWrong(set: SmallSet, files: ReadonlyMap<string, Uint8Array>): Promise<string[]> {
  const wrong: string[] = [];
  for (const [index, { name }] of set.description.items.entries()) {
    const found = files.get(name);
    if (found !== undefined && Buffer.compare(found, await readFile(set.batches[index]!)) !== 0) wrong.push(name);
  }
  return wrong;
}

/** Writes a changed copy of an image beside it. */
export async function damage(image: string, to: string, change: (bytes: Uint8Array) => void): Promise<string> {
  const bytes = new Uint8Array(await readFile(image));
  change(bytes);
  await writeFile(`${to}.partial`, bytes);
  await rename(`${to}.partial`, to);
  return to;
}

const SECTOR = 2048;

/** Makes so many sectors from `first` on unlike what they were. */
export function scratch(bytes: Uint8Array, first: number, sectors: number): void {
  bytes.fill(0xee, first * SECTOR, (first + sectors) * SECTOR);
}

/** Spoils a share of the sectors, chosen by a small generator that follows from the seed. */
export function spoilSectors(bytes: Uint8Array, share: number, seed: number): void {
  let state = seed;
  for (let sector = 0; (sector + 1) * SECTOR <= bytes.length; sector += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    if (state / 2 ** 32 < share) scratch(bytes, sector, 1);
  }
}

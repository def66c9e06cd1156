import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runJob } from '../measure/run-job.ts';
import type { Workplace } from './workplace.ts';

/** Invented records, each different, and their segments, each different: what repeats would be found in caches. */
export interface DataSet {
  /** Name of its folder, and of what is made of it. */
  readonly name: string;
  readonly records: number;
  readonly segments: 'none' | 'all';
}

/** Records alone. */
export function recordsOnly(records: number): DataSet {
  return { name: `records-${records}`, records, segments: 'none' };
}

/** So many MiB of segments at least, of 16 KiB each. */
export function withSegments(mebibytes: number): DataSet {
  // One record in twenty names the segment of the one before it, and rarely two come upon the same part of a file.
  const records = Math.ceil(mebibytes * 64 * 1.07);
  return { name: `segments-${records}`, records, segments: 'all' };
}

/** Writes a data set into a folder of its name, unless it is there, and gives its bytes. */
export async function writeDataSet(workplace: Workplace, { name, records, segments }: DataSet): Promise<number> {
  const folder = join(workplace.folder, name);
  const generate = `"$NODE" "$SCELLE" generate --records ${records} --segments ${segments} --seed bench --out ${name}`;
  // The command publishes its folder when it is whole.
  if (!existsSync(folder)) await runJob(workplace, { steps: [[generate]], outputs: [] });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  let bytes = 0;
  for (const file of files) bytes += (await stat(join(file.parentPath, file.name))).size;
  return bytes;
}

import { measureScelle } from './resident-memory.ts';
import type { RunSettings } from './scelle-process.ts';
import { BATCH, createWorkplace, packArguments, trust, type WorkplaceOptions } from './workplace.ts';

/** What a batch of this size took: the peak of the resident memory, in MiB, of each command. */
export interface MemoryUse {
  readonly records: number;
  readonly segments: number;
  readonly pack: number;
  readonly verify: number;
}

/** Makes a batch in the folder, and verifies it in full. */
export async function measureWorkplace(
  folder: string,
  options: WorkplaceOptions,
  settings: Omit<RunSettings, 'cwd'> = {},
): Promise<MemoryUse> {
  const segments = await createWorkplace(folder, options);
  const pack = await measureScelle(packArguments('.'), { ...settings, cwd: folder });
  const verify = await measureScelle(['verify', BATCH, ...trust], { ...settings, cwd: folder });
  return { records: options.records, segments, pack, verify };
}

import { measureScelle } from './resident-memory.ts';
import type { RunSettings } from './scelle-process.ts';
import { BATCH, createWorkplace, packArguments, trust, type WorkplaceOptions } from './workplace.ts';

/** The most that either command may have resident, in MB (10^6 bytes). */
export const MEMORY_LIMIT = 400;

/** What a batch of this size took: the peak of the resident memory, in MB, of each command. */
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

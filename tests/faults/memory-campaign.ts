import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MEMORY_LIMIT, type MemoryUse, measureWorkplace } from './memory-use.ts';
import type { WorkplaceOptions } from './workplace.ts';

const shows: readonly WorkplaceOptions[] = [
  { records: 1_000_000, segments: 'none' },
  // Some works are found more than once: these are 1 GiB of distinct segments at least.
  { records: 70_000, segments: 'all' },
];

const uses: MemoryUse[] = [];
for (const show of shows) {
  const folder = await mkdtemp(join(tmpdir(), 'scelle-memory-'));
  try {
    uses.push(await measureWorkplace(folder, show));
  } finally {
    await rm(folder, { recursive: true });
  }
}
console.table(uses);
if (uses.some(({ pack, verify }) => Math.max(pack, verify) >= MEMORY_LIMIT)) process.exitCode = 1;

import { temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { MEMORY_LIMIT, measureWorkplace } from './memory-use.ts';
import type { WorkplaceOptions } from './workplace.ts';

it.each<WorkplaceOptions>([
  { records: 60_000, segments: 'none' },
  { records: 12_000, segments: 'all' },
])('$records records, segments of $segments, are packed and verified within the limit', async (options) => {
  const { pack, verify } = await measureWorkplace(await temporaryFolder(), options);
  expect(pack).toBeLessThan(MEMORY_LIMIT);
  expect(verify).toBeLessThan(MEMORY_LIMIT);
});

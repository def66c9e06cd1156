import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

const GIBIBYTE = 1024 ** 3;

/** Several days of batches with segments should find room. */
const ENOUGH = 10 * GIBIBYTE;

/** Less than this is not even one day. */
const LEAST = 2 * GIBIBYTE;

/** Whether the disc has room for the batches of the next days. Sizes are told in whole MiB. */
export async function checkSpace({ layout, machine }: Examination): Promise<Finding> {
  const free = await machine.freeBytes(layout.root);
  const details = { found: Math.floor(free / 1024 ** 2) };
  if (free < LEAST) return finding('space-exhausted', details);
  return free < ENOUGH ? finding('space-low', details) : finding('space-enough', details);
}

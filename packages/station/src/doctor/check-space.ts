import { toEpochMilliseconds } from '@scelle/core';
import type { Examination } from './examination.ts';
import { type Finding, finding, worstOf } from './finding.ts';

const GIBIBYTE = 1024 ** 3;

/** Several days of batches with segments should find room. */
const ENOUGH = 10 * GIBIBYTE;

/** Less than this is not even one day. */
const LEAST = 2 * GIBIBYTE;

/** How long an upload may be silent before a person is told, in milliseconds. */
const SILENT = 3_600_000;

/** Whether the disc has room for the batches of the next days, and whether any of it is held by what nobody goes on with. */
export async function checkSpace(examination: Examination): Promise<Finding> {
  return worstOf(await checkFree(examination), [await checkUploads(examination)]);
}

/** Sizes are told in whole MiB. */
async function checkFree({ layout, machine }: Examination): Promise<Finding> {
  const free = await machine.freeBytes(layout.root);
  const details = { found: Math.floor(free / 1024 ** 2) };
  if (free < LEAST) return finding('space-exhausted', details);
  return free < ENOUGH ? finding('space-low', details) : finding('space-enough', details);
}

async function checkUploads({ layout, machine, now }: Examination): Promise<Finding> {
  const uploads = (await machine.listUploads?.(layout.uploads)) ?? [];
  const silent = uploads.filter(({ changedAt }) => now.getTime() - toEpochMilliseconds(changedAt) > SILENT);
  const [oldest] = silent.toSorted((one, other) => (one.changedAt < other.changedAt ? -1 : 1));
  if (oldest === undefined) return finding('space-enough');
  return finding('uploads-silent', { found: silent.length, name: oldest.peer, expected: oldest.changedAt });
}

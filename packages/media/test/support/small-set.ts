import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { craftBatch, createFixedEnvironment, fixedParties } from '@scelle/testkit';
import { type WriteMediaOptions, type WrittenSet, writeMediaSet } from '../../src/index.ts';

/** Bytes that look random and follow from the seed. */
export function noise(seed: string, length: number): Uint8Array {
  return new Uint8Array(createHash('shake256', { outputLength: length }).update(seed).digest());
}

/** Writes a batch whose sealed payload has so many bytes, and gives its path. */
export async function writeBatch(folder: string, sequence: number, bytes: number): Promise<string> {
  const batch = await craftBatch({
    payload: () => noise(`batch ${sequence}`, bytes),
    manifest: (manifest) => ({ ...manifest, sequence, previous: sequence === 1 ? null : '0'.repeat(64) }),
  });
  const path = join(folder, `batch-${sequence}.scelle`);
  await writeFile(path, batch);
  return path;
}

/** A small set, and what it was made from. */
export interface SmallSet extends WrittenSet {
  readonly batches: readonly string[];
  readonly out: string;
}

/** Writes a set of batches of the given sizes onto discs of 2 MB. */
export async function writeSmallSet(
  folder: string,
  sizes: readonly number[],
  options: Partial<WriteMediaOptions> = {},
): Promise<SmallSet> {
  const batches: string[] = [];
  for (const [index, bytes] of sizes.entries()) batches.push(await writeBatch(folder, index + 1, bytes));
  const out = join(folder, 'set');
  const environment = createFixedEnvironment('set');
  const defaults = { out, disc: 3_200_000, spareDiscs: 1, threads: 0, environment };
  return { ...(await writeMediaSet({ batches }, fixedParties.tmg.signer, { ...defaults, ...options })), batches, out };
}

import { type BatchSource, CoreError, readContainer, toSha256Hex } from '@scelle/core';
import { StationError } from '../errors/station-error.ts';
import type { StationLayout } from '../folder/layout.ts';
import type { AuthenticBatch } from '../ledger/received-batches.ts';
import { openStored } from '../receiving/verify-stored.ts';
import type { ImportedBatch } from '../sinks/record-sink.ts';

/**
 * The manifest of a stored batch and its seal; they are believed once the batch is verified. Throws `stored-file-missing`,
 * `stored-file-altered`.
 */
export async function readSealed(layout: StationLayout, batch: AuthenticBatch): Promise<ImportedBatch['sealed']> {
  await using source = await openStored(layout, batch);
  const file = layout.stored(batch.file!);
  const { manifest, seal } = await readWhole(source, file);
  if (toSha256Hex(manifest) !== batch.identity.digest) throw new StationError('stored-file-altered', { file });
  return { manifest, seal };
}

async function readWhole(source: BatchSource, file: string) {
  try {
    return await readContainer(source);
  } catch (error) {
    const isDamaged = error instanceof CoreError && error.code.startsWith('container-');
    throw isDamaged ? new StationError('stored-file-altered', { file }, { cause: error }) : error;
  }
}

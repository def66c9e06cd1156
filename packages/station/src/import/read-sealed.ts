import { openFileSource, readContainer } from '@scelle/core';
import type { ImportedBatch } from '../sinks/record-sink.ts';

/** The manifest of a stored batch and its seal; they are believed once the batch is verified. */
export async function readSealed(file: string): Promise<ImportedBatch['sealed']> {
  await using source = await openFileSource(file);
  const { manifest, seal } = await readContainer(source);
  return { manifest, seal };
}

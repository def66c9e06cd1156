import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openFileSource, parseManifest, readContainer } from '@scelle/core';

/** What the next batch of a stream must state: its number, and the digest of the manifest before. */
export interface Position {
  readonly sequence: number;
  readonly previous: string | null;
}

/**
 * The position after the last batch of the outbox whose name begins with `prefix`. The batches themselves are the
 * state: a file beside them could disagree after a crash. So the last batch stays in the outbox, even once delivered.
 */
export async function readPosition(outbox: string, prefix: string): Promise<Position> {
  const names = await readdir(outbox);
  const numbers = names
    .filter((name) => name.startsWith(`${prefix}.`) && name.endsWith('.scelle'))
    .map((name) => Number(name.slice(prefix.length + 1, -'.scelle'.length)));
  if (numbers.length === 0) return { sequence: 1, previous: null };

  await using source = await openFileSource(join(outbox, toFileName(prefix, Math.max(...numbers))));
  const { manifest } = await readContainer(source);
  const previous = createHash('sha256').update(manifest).digest('hex');
  return { sequence: parseManifest(manifest).sequence + 1, previous };
}

/** Name of a batch file. */
export function toFileName(prefix: string, sequence: number): string {
  return `${prefix}.${String(sequence).padStart(6, '0')}.scelle`;
}

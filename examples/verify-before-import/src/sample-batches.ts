import { join } from 'node:path';
import {
  type BatchKeys,
  createBatch,
  createPublishedFile,
  ipEvidenceTest,
  type SealedBatch,
  toInstant,
} from '@scelle/core';
import { generateRecords } from '@scelle/synthetic';

/** What a sample holds, and its place in the stream. */
export interface Sample {
  readonly sequence: number;
  readonly previous: string | null;
  /** How many days ago the facts occurred. */
  readonly daysAgo: number;
}

/** Seals 200 invented records into a batch of the folder, and gives its path. */
export async function sealSample(
  folder: string,
  keys: BatchKeys,
  { sequence, previous, daysAgo }: Sample,
): Promise<{ path: string; sealed: SealedBatch }> {
  const path = join(folder, `tmg.arcom.music.00000${sequence}.scelle`);
  const day = toInstant(new Date(Date.now() - daysAgo * 86_400_000)).slice(0, 10);
  const names = { sender: 'tmg', recipient: 'arcom', stream: 'music' };
  const agents = ['agent-1', 'agent-2', 'agent-3', 'agent-4'];
  await using file = await createPublishedFile(path);
  const batch = await createBatch(file, { ...names, sequence, previous, agents, profile: ipEvidenceTest }, keys);
  for (const { line, segments } of generateRecords({ records: 200, segments: 'tenth', seed: sequence, day })) {
    for (const { bytes } of segments) batch.addAttachment(bytes);
    await batch.addLine(Buffer.from(line));
  }
  const sealed = await batch.seal();
  await file.publish();
  return { path, sealed };
}

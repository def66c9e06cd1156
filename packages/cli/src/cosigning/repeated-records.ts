import { existsSync } from 'node:fs';
import { type Identity, openFileSource } from '@scelle/core';
import type { SentBatch } from '@scelle/station';
import { type Policy, verifyBatch } from '@scelle/verify';
import type { CommandContext } from '../command-context.ts';
import type { Desk } from '../station/open-desk.ts';
import { showProgress } from '../view/report.ts';
import { createOutgoingPolicy } from './outgoing-policy.ts';
import { RecordIds } from './record-ids.ts';

/** An earlier batch and how many records of it come once more. */
export interface RepeatedRecords {
  readonly sequence: number;
  readonly records: number;
}

/** With what a batch is compared. */
interface EarlierBatches {
  readonly earlier: readonly SentBatch[];
  readonly identities: readonly Identity[];
}

/**
 * Compares a batch with earlier ones, as far as they are still in the outbox and the identities open them. Nothing of
 * them leaves the memory.
 */
export async function findRepeated(
  context: CommandContext,
  desk: Desk,
  ids: RecordIds,
  { earlier, identities }: EarlierBatches,
): Promise<readonly RepeatedRecords[]> {
  const repeated: RepeatedRecords[] = [];
  for (const { file, recipient, sequence } of earlier) {
    const path = desk.station.layout.path('outbox', file);
    const others = existsSync(path)
      ? await readIds(context, path, createOutgoingPolicy(desk, recipient), identities)
      : null;
    const records = others === null ? 0 : ids.countShared(others);
    if (records > 0) repeated.push({ sequence, records });
  }
  return repeated;
}

async function readIds(
  context: CommandContext,
  path: string,
  policy: Policy,
  identities: readonly Identity[],
): Promise<RecordIds | null> {
  const consumer = new RecordIds();
  await using source = context.interruption.source(await openFileSource(path));
  const { verdict } = await verifyBatch(source, policy, { identities, consumer, onProgress: showProgress(context) });
  return verdict === 'accepted' ? consumer : null;
}

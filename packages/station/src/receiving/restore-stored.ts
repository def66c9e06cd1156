import { existsSync } from 'node:fs';
import { type Manifest, toInstant } from '@scelle/core';
import type { FollowedBatch, VerificationReport } from '@scelle/verify';
import { toCustodyBatch } from '../custody/custody-log.ts';
import { batchFile, type StationLayout, storedName } from '../home/layout.ts';
import type { Station } from '../home/station.ts';
import type { AuthenticBatch } from '../ledger/received-batch.ts';
import { findByDigest, isErased, updateReceived } from '../ledger/received-batches.ts';
import { followHeld } from './enter-outcome.ts';
import { isForAPerson } from './judge-batch.ts';
import type { StagedBatch } from './staged-batch.ts';

/** Whether the file of a batch is here, and lacks nothing that a new copy of the batch may have, such as a co-signature. */
export function isKept({ stored }: StationLayout, batch: AuthenticBatch): boolean {
  return batch.file !== null && existsSync(stored(batch.file)) && !isLacking(batch);
}

/**
 * The known batch of which a copy is to be kept once more; null where none is: it is here, or was handed on or erased. A
 * restored station has forgotten the files of batches that were finished with; they are kept all the same where they come.
 */
export async function findWanted(
  { ledger, layout, role }: Station,
  { manifest, manifestDigest: digest }: VerificationReport,
): Promise<AuthenticBatch | null> {
  if (manifest === null || digest === null) return null;
  const { sender, stream } = manifest;
  const batch = await findByDigest(ledger, { sender, stream, digest });
  if (batch === null || isKept(layout, batch)) return null;
  if (batch.file !== null) return batch;
  const isForgotten = batch.state === 'accepted' && role !== 'gateway' && !(await isErased(ledger, batch));
  return isForgotten ? { ...batch, file: storedName('inbox', batchFile(manifest)) } : null;
}

/**
 * Keeps a known batch once more that was verified again; held batches whose turn has come meanwhile follow. Throws the codes
 * of `StagedBatch.keep`.
 */
export async function restoreStored(
  station: Station,
  batch: AuthenticBatch,
  staged: StagedBatch,
  manifest: Manifest,
): Promise<readonly FollowedBatch[]> {
  const { sender, stream, digest } = batch.identity;
  await staged.keep(station.layout.stored(batch.file!));
  await station.change(async (inside) => {
    const changedAt = toInstant(inside.environment.now());
    const waitsFor = isLacking(batch) ? [] : batch.waitsFor;
    await updateReceived(inside.ledger, batch.id, { ...batch, waitsFor, changedAt });
    await inside.record({
      command: 'receive',
      act: 'file-restored',
      party: sender,
      batch: toCustodyBatch(manifest, digest),
      result: batch.state,
    });
  });
  return followHeld(station, { sender, stream });
}

function isLacking(batch: AuthenticBatch): boolean {
  return batch.state === 'accepted' && batch.level === 'sealed' && isForAPerson(batch);
}

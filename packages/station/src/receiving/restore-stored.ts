import { existsSync } from 'node:fs';
import { toInstant } from '@scelle/core';
import type { FollowedBatch, VerificationReport } from '@scelle/verify';
import { findByDigest, updateReceived } from '../ledger/received-batches.ts';
import { toCustodyBatch } from '../sending/record-packed.ts';
import type { Station } from '../station.ts';
import { followHeld } from './follow-held.ts';
import { isForAPerson } from './judge-batch.ts';
import { type FileOrigin, storeFile } from './store-file.ts';

/**
 * Keeps a known batch once more that was verified again, if its file here is gone, or if it lacked something before it
 * could be opened, such as a co-signature, that the new copy may have; held batches whose turn has come meanwhile follow.
 * Throws the codes of `storeFile`.
 */
export async function restoreStored(
  station: Station,
  origin: FileOrigin,
  { manifest, manifestDigest: digest }: VerificationReport,
): Promise<readonly FollowedBatch[]> {
  if (manifest === null || digest === null) return [];
  const { sender, stream } = manifest;
  const batch = findByDigest(station.database, { sender, stream, digest });
  if (batch === null || batch.file === null) return [];
  const path = station.layout.stored(batch.file);
  const isLacking = batch.state === 'accepted' && batch.level === 'sealed' && isForAPerson(batch);
  if (existsSync(path) && !isLacking) return [];
  await storeFile(path, origin);
  station.change(() => {
    const changedAt = toInstant(station.environment.now());
    if (isLacking) updateReceived(station.database, batch.id, { ...batch, waitsFor: [], changedAt });
    station.record({
      command: 'receive',
      act: 'file-restored',
      party: sender,
      batch: toCustodyBatch(manifest, digest),
      result: batch.state,
    });
  });
  return followHeld(station, { sender, stream });
}

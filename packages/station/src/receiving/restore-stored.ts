import { existsSync } from 'node:fs';
import type { FollowedBatch, VerificationReport } from '@scelle/verify';
import { findByDigest } from '../ledger/received-batches.ts';
import { toCustodyBatch } from '../sending/record-packed.ts';
import type { Station } from '../station.ts';
import { followHeld } from './follow-held.ts';
import { type FileOrigin, storeFile } from './store-file.ts';

/**
 * Keeps a known batch once more that was verified again, if its file here is gone; held batches whose turn has come
 * meanwhile follow. Throws the codes of `storeFile`.
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
  if (existsSync(path)) return [];
  await storeFile(path, origin);
  station.change(() =>
    station.record({
      command: 'receive',
      act: 'file-restored',
      party: sender,
      batch: toCustodyBatch(manifest, digest),
      result: batch.state,
    }),
  );
  return followHeld(station, { sender, stream });
}

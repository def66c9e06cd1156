import { toInstant } from '@scelle/core';
import { StationError } from '../errors/station-error.ts';
import { formatBatchName } from '../folder/batch-names.ts';
import { isKnownImport } from '../import/record-import.ts';
import { type AuthenticBatch, updateReceived } from '../ledger/received-batches.ts';
import { removeStored } from '../receiving/store-file.ts';
import type { Settings } from '../settings/settings.ts';
import { claimSegmentFolder } from '../sinks/claim-segment-folder.ts';
import type { Database } from '../sinks/database.ts';
import type { DatabaseSink } from '../sinks/database-sink.ts';
import type { Station } from '../station.ts';
import { chooseExpired } from './choose-expired.ts';
import { type Erasure, eraseBatch, removeSegmentFiles, removeSegmentRows } from './erase-batch.ts';
import { type ExpiredBatch, markErased } from './expired-batches.ts';
import { type IssuedCertificate, issueCertificate, storeCertificate } from './issue-certificate.ts';

const DAY_MILLISECONDS = 86_400_000;

/**
 * Erases the imported batches whose term is over: their records in the target with salts and segments, and the sealed
 * batches; leaf hashes and receipts stay. Gives the certificate, or null where there is nothing to erase. What an
 * interruption leaves is finished when this is done again. Throws `retention-not-set`, `retention-elsewhere`, the
 * `database-…` codes and those of `claimSegmentFolder`, `removeSegmentRows` and `removeSegmentFiles`.
 */
export async function applyRetention(
  station: Station,
  sink: DatabaseSink,
  { retention }: Settings,
): Promise<IssuedCertificate | null> {
  const { importedDays: days, importedAction } = retention;
  if (days === null) throw new StationError('retention-not-set', { field: 'imported-days' });
  const wanted: Erasure = importedAction === 'delete' ? 'deleted' : 'pseudonymised';
  return station.exclusively(async () => {
    const now = station.environment.now();
    const bound = toInstant(new Date(now.getTime() - days * DAY_MILLISECONDS));
    const { expired, action } = await chooseExpired(station, sink.database, bound, wanted);
    if (expired.length === 0) return null;
    await eraseInTarget(station, sink, expired, action, now);
    for (const { batch } of expired) await removeSealed(station, batch);
    const batches = expired.map(({ batch, accepted }) => toCertified(station, batch, accepted));
    const issued = await issueCertificate(station, { kind: 'retention', action, days, batches });
    station.change(() => {
      const changedAt = toInstant(now);
      for (const { batch } of expired) {
        updateReceived(station.database, batch.id, { ...batch, file: null, changedAt });
        markErased(station.database, batch, changedAt);
      }
      storeCertificate(station, issued, 'retention apply');
    });
    return issued;
  });
}

async function eraseInTarget(
  station: Station,
  { database, segments, findReceipt }: DatabaseSink,
  expired: readonly ExpiredBatch[],
  action: Erasure,
  now: Date,
): Promise<void> {
  await within(database, async () => {
    if (segments !== null) await claimSegmentFolder(database, segments);
    for (const { batch, target: expected } of expired) {
      const { identity } = batch;
      const receipt = await findReceipt(identity.digest);
      const isHere = receipt !== null && isKnownImport(station, batch, receipt);
      if (isHere && (await eraseBatch(database, identity.digest, action, now))) continue;
      const found = formatBatchName({ ...identity, recipient: station.name });
      throw new StationError('retention-elsewhere', { name: database.name, found, expected });
    }
    await removeSegmentRows(database, segments);
  });
  if (segments !== null) await within(database, () => removeSegmentFiles(database, segments));
  await database.reclaim();
}

/** Performs all of it in one transaction. */
async function within(database: Database, perform: () => Promise<void>): Promise<void> {
  await database.begin();
  try {
    await perform();
    await database.commit();
  } catch (error) {
    await database.rollback();
    throw error;
  }
}

async function removeSealed({ layout }: Station, { file }: AuthenticBatch): Promise<void> {
  if (file !== null) await removeStored(layout.stored(file));
}

function toCertified({ name: recipient }: Station, { identity }: AuthenticBatch, records: number) {
  const { sender, stream, sequence, digest: manifest } = identity;
  return { sender, recipient, stream, sequence, manifest, records };
}

import { toInstant } from '@scelle/core';
import { StationError } from '../errors/station-error.ts';
import { removeStored } from '../home/files.ts';
import { formatBatchName } from '../home/layout.ts';
import type { LedgerReader } from '../home/ledger.ts';
import type { Station } from '../home/station.ts';
import { isKnownImport } from '../import/record-import.ts';
import { insertPurged, listAcknowledged } from '../ledger/erasures.ts';
import { listImportedBefore, markErased } from '../ledger/imports.ts';
import type { AuthenticBatch } from '../ledger/received-batch.ts';
import { listReceived, toAuthenticBatches, updateReceived } from '../ledger/received-batches.ts';
import { listSent, type SentBatch } from '../ledger/sent-batches.ts';
import type { Settings } from '../settings/settings.ts';
import type { Database } from '../sinks/database.ts';
import { claimSegmentFolder, type DatabaseSink } from '../sinks/database-sink.ts';
import { type Erasure, eraseBatch, readErasures, removeSegmentFiles, removeSegmentRows } from './erase-batch.ts';
import {
  erasureCertificateLimits,
  type IssuedErasureCertificate,
  issueErasureCertificate,
  storeErasureCertificate,
} from './erasure-certificate.ts';

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
): Promise<IssuedErasureCertificate | null> {
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
    const issued = await issueErasureCertificate(station, { kind: 'retention', action, days, batches });
    await station.change(async (inside) => {
      const changedAt = toInstant(now);
      for (const { batch } of expired) {
        await updateReceived(inside.ledger, batch.id, { ...batch, file: null, changedAt });
        await markErased(inside.ledger, batch, changedAt);
      }
      await storeErasureCertificate(inside, issued, 'retention apply');
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
      const isHere = receipt !== null && (await isKnownImport(station, batch, receipt));
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

/** What one certificate is to speak of. */
interface ChosenBatches {
  readonly expired: readonly ExpiredBatch[];
  readonly action: Erasure;
}

/**
 * The batches that were imported before an instant and are to be erased now, no more than a certificate lists: also those
 * that were erased and have come back with an older state of the database. Where an interruption left deleted ones that
 * no certificate names, it is their turn, whatever is wanted meanwhile: a certificate says what was done.
 */
async function chooseExpired(
  station: Station,
  database: Database,
  before: string,
  wanted: Erasure,
): Promise<ChosenBatches> {
  const erasures = await readErasures(database);
  const expired = (await listExpired(station.ledger, before)).filter(
    ({ batch, isErased }) => !isErased || erasures.get(batch.identity.digest) === null,
  );
  const deleted = expired.filter(({ batch }) => erasures.get(batch.identity.digest) === 'deleted');
  const chosen: ChosenBatches =
    deleted.length > 0 ? { expired: deleted, action: 'deleted' } : { expired, action: wanted };
  return { ...chosen, expired: chosen.expired.slice(0, erasureCertificateLimits.batches) };
}

/** An imported batch whose term is over. */
interface ExpiredBatch {
  readonly batch: AuthenticBatch;
  /** How many of its records were imported. */
  readonly accepted: number;
  /** What the target was called. */
  readonly target: string;
  /** Whether the ledger knows that its records were erased. */
  readonly isErased: boolean;
}

/** The batches that were imported before an instant, in order. */
async function listExpired(ledger: LedgerReader, before: string): Promise<ExpiredBatch[]> {
  const imports = await listImportedBefore(ledger, before);
  return toAuthenticBatches(await listReceived(ledger, 'accepted')).flatMap((batch) => {
    const found = imports.get(batch.id);
    return found === undefined ? [] : [{ batch, ...found }];
  });
}

/**
 * Removes the sent batches that have an import receipt and whose term since then is over; never one without. Gives the
 * certificate, or null where there is nothing to remove. Throws `retention-not-set`.
 */
export async function purgeOutbox(station: Station, { retention }: Settings): Promise<IssuedErasureCertificate | null> {
  const { sentDays: days } = retention;
  if (days === null) throw new StationError('retention-not-set', { field: 'sent-days' });
  return station.exclusively(async () => {
    const now = station.environment.now();
    const bound = toInstant(new Date(now.getTime() - days * DAY_MILLISECONDS));
    const purged = (await listPurgeable(station.ledger, bound)).slice(0, erasureCertificateLimits.batches);
    if (purged.length === 0) return null;
    for (const { file } of purged) await removeStored(station.layout.path('outbox', file));
    const batches = purged.map((batch) => toCertifiedSent(station, batch));
    const issued = await issueErasureCertificate(station, { kind: 'purge', action: 'deleted', days, batches });
    await station.change(async (inside) => {
      for (const { digest } of purged) await insertPurged(inside.ledger, digest, toInstant(now));
      await storeErasureCertificate(inside, issued, 'purge');
    });
    return issued;
  });
}

/** The state alone is not enough: the receipt itself must be there. */
async function listPurgeable(ledger: LedgerReader, before: string): Promise<SentBatch[]> {
  const acknowledged = await listAcknowledged(ledger, before);
  const due = new Set(acknowledged.map(({ party, digest }) => `${party} ${digest}`));
  return (await listSent(ledger, ['imported'])).filter(({ recipient, digest }) => due.has(`${recipient} ${digest}`));
}

function toCertifiedSent({ name: sender }: Station, { recipient, stream, sequence, digest, records }: SentBatch) {
  return { sender, recipient, stream, sequence, manifest: digest, records };
}

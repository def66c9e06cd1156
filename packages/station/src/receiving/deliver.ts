import { type BatchSource, type Manifest, type RandomBytes, readContainer, ScelleError } from '@scelle/core';
import {
  type Delivery,
  type DeliveryResult,
  type Ledger,
  toDay,
  type VerificationReport,
  verifyBatch,
} from '@scelle/verify';
import { batchFile, batchFileByDigest } from '../folder/batch-names.ts';
import { type ControllerDay, insertReceived, type ReceivedIdentity } from '../ledger/received-batches.ts';
import { createArrivalLedger } from '../ledger/station-ledger.ts';
import { issueReceipt } from '../receipts/issue-receipts.ts';
import { findReceipts, type StoredReceipt, storeReceipt } from '../receipts/receipt-store.ts';
import { draftReceipt } from '../receipts/receipts-of-report.ts';
import { toCustodyBatch } from '../sending/record-packed.ts';
import type { Station } from '../station.ts';
import { storedName } from './clear-orphans.ts';
import { type Arrival, decideArrival, listForAPerson } from './decide-arrival.ts';
import { followHeld } from './follow-held.ts';
import { type FindPolicy, findClaimedSender } from './policy-finder.ts';
import { rememberLedger } from './remembered-ledger.ts';
import { storeFile } from './store-file.ts';

/**
 * Verifies a batch at level *sealed* and keeps it, with its receipt: in the inbox, or where it waits, or in quarantine.
 * A batch that is known already changes nothing. Batches that waited for it follow. Throws what this machine's failures
 * lead to; what is wrong with the batch stands in the result.
 */
export async function deliverBatch(
  station: Station,
  source: BatchSource,
  delivery: Delivery,
  findPolicy: FindPolicy,
): Promise<DeliveryResult> {
  const remembered = rememberLedger(createArrivalLedger(station.database));
  const early = await verifySealed(station, source, delivery, findPolicy, remembered.ledger);
  return station.exclusively(async () => {
    const { ledger, isUnchanged } = remembered;
    const report = (await isUnchanged()) ? early : await verifySealed(station, source, delivery, findPolicy, ledger);
    const arrival = decideArrival(report);
    if (arrival === null) return reportDuplicate(station, report);
    const receipts = await commitArrival(station, { source, delivery, report, arrival, findPolicy });
    const followed = arrival.holdsNumber ? await followHeld(station, report.manifest!) : [];
    return { outcome: arrival.state, report, waitsFor: report.waitsFor, receipts, followed };
  });
}

async function verifySealed(
  { environment }: Station,
  source: BatchSource,
  { channel, origin }: Delivery,
  findPolicy: FindPolicy,
  ledger: Ledger,
): Promise<VerificationReport> {
  const policy = findPolicy(await readClaimedSender(source), channel);
  return verifyBatch(source, policy, { ledger, now: environment.now(), channel, origin });
}

/** Null where the container cannot be read, which the verification tells in detail. */
async function readClaimedSender(source: BatchSource): Promise<string | null> {
  try {
    return findClaimedSender((await readContainer(source)).manifest);
  } catch (error) {
    if (error instanceof ScelleError) return null;
    throw error;
  }
}

function reportDuplicate({ database }: Station, report: VerificationReport): DeliveryResult {
  const { sender } = report.manifest!;
  const receipts = findReceipts(database, { direction: 'issued', party: sender, digest: report.manifestDigest! });
  return { outcome: 'duplicate', report, waitsFor: [], receipts, followed: [] };
}

interface Commit {
  readonly source: BatchSource;
  readonly delivery: Delivery;
  readonly report: VerificationReport;
  readonly arrival: Arrival;
  readonly findPolicy: FindPolicy;
}

/** The file first, then the ledger: what a crash leaves between the two is a file that nobody was told of. */
async function commitArrival(station: Station, commit: Commit): Promise<readonly StoredReceipt[]> {
  const { source, delivery, report, arrival } = commit;
  const { channel } = delivery;
  const file = nameFile(report, arrival, station.environment.randomBytes);
  await storeFile(station.layout.path(arrival.folder, file), { source, ...(delivery.file && { file: delivery.file }) });
  const receivedAt = report.checkedAt;
  const receipt =
    arrival.state === 'quarantined'
      ? null
      : await issueReceipt(
          station,
          draftReceipt(report, { stage: 'delivery', outcome: arrival.state, channel, receivedAt }),
        );
  station.change(() => {
    recordArrival(station, commit, storedName(arrival.folder, file));
    if (receipt) storeReceipt(station.database, receipt);
  });
  return receipt ? [receipt] : [];
}

function nameFile(
  { manifest, manifestDigest }: VerificationReport,
  { state, folder }: Arrival,
  random: RandomBytes,
): string {
  if (manifest === null || manifestDigest === null) return `unknown.${Buffer.from(random(8)).toString('hex')}.scelle`;
  if (folder === 'inbox') return batchFile(manifest);
  // What is damaged may come again and again under one digest.
  const mark = state === 'quarantined' ? Buffer.from(random(8)).toString('hex') : manifestDigest;
  return batchFileByDigest(manifest, mark);
}

function recordArrival({ database, record }: Station, commit: Commit, file: string): void {
  const { delivery, report, arrival, findPolicy } = commit;
  const { channel } = delivery;
  const { codes, bytes, manifestDigest, checkedAt: at } = report;
  const manifest = arrival.state === 'quarantined' ? null : report.manifest;
  const { state, holdsNumber } = arrival;
  const waitsFor = [...report.waitsFor, ...listForAPerson(report, arrival)];
  const identity = manifest && toIdentity(manifest, manifestDigest!);
  const zone = findPolicy(identity?.sender ?? null, channel).limits?.dayZone ?? 'UTC';
  insertReceived(
    database,
    {
      identity,
      bytes,
      channel,
      state,
      level: 'sealed',
      holdsNumber,
      codes,
      waitsFor,
      firstSeenAt: at,
      changedAt: at,
      file,
    },
    manifest ? countControllers(manifest, zone) : [],
  );
  record({
    command: 'receive',
    act: 'batch-received',
    ...(manifest && { party: manifest.sender, batch: toCustodyBatch(manifest, manifestDigest!) }),
    result: state,
    details: { channel, bytes, level: 'sealed', codes: codes.join(' ').slice(0, MAX_CODES_TEXT) },
  });
}

const MAX_CODES_TEXT = 512;

function toIdentity(manifest: Manifest, digest: string): ReceivedIdentity {
  const { sender, stream, sequence, previous, id: batchId, records, createdAt } = manifest;
  return { sender, stream, sequence, digest, previous, batchId, records: records.count, createdAt };
}

function countControllers({ controllers, createdAt }: Manifest, zone: string): ControllerDay[] {
  const day = toDay(createdAt, zone);
  return controllers.map(({ name: controller, records }) => ({ controller, day, records }));
}

import type { Manifest, RandomBytes } from '@scelle/core';
import { type Delivery, toDay, type VerificationReport } from '@scelle/verify';
import { toCodesText } from '../custody/codes-text.ts';
import { batchFile, batchFileByDigest } from '../folder/batch-names.ts';
import { type ControllerDay, insertReceived, type ReceivedIdentity } from '../ledger/received-batches.ts';
import { issueReceipt } from '../receipts/issue-receipts.ts';
import { type StoredReceipt, storeReceipt } from '../receipts/receipt-store.ts';
import { draftReceipt } from '../receipts/receipts-of-report.ts';
import { toCustodyBatch } from '../sending/record-packed.ts';
import type { Station } from '../station.ts';
import { storedName } from './clear-orphans.ts';
import { type Arrival, listForAPerson } from './decide-arrival.ts';
import type { FindPolicy } from './policy-finder.ts';
import type { StagedBatch } from './staged-batch.ts';
import { removeStored } from './store-file.ts';

/** A batch that was judged, and where it goes. */
export interface JudgedArrival {
  readonly staged: StagedBatch;
  readonly delivery: Delivery;
  readonly report: VerificationReport;
  readonly arrival: Arrival;
  readonly findPolicy: FindPolicy;
}

/**
 * Keeps a batch that came, and gives its delivery receipt. The file first, then the ledger: what a crash leaves between
 * the two is a file that nobody was told of.
 */
export async function commitArrival(station: Station, judged: JudgedArrival): Promise<readonly StoredReceipt[]> {
  const { staged, report, arrival } = judged;
  const file = nameFile(report, arrival, station.environment.randomBytes);
  const path = station.layout.path(arrival.folder, file);
  await staged.keep(path);
  try {
    const receipts = await issueDelivery(station, judged);
    station.change(() => {
      recordArrival(station, judged, storedName(arrival.folder, file));
      for (const receipt of receipts) storeReceipt(station.database, receipt);
    });
    return receipts;
  } catch (error) {
    // A receiver that runs for months would otherwise keep a copy for each attempt.
    await removeStored(path);
    throw error;
  }
}

/** None for what is quarantined: nobody is known to whom it could be issued. */
async function issueDelivery(
  station: Station,
  { report, arrival: { state: outcome }, delivery: { channel } }: JudgedArrival,
): Promise<readonly StoredReceipt[]> {
  if (outcome === 'quarantined') return [];
  const draft = draftReceipt(report, { stage: 'delivery', outcome, channel, receivedAt: report.checkedAt });
  return [await issueReceipt(station, draft)];
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

function recordArrival({ database, record }: Station, judged: JudgedArrival, file: string): void {
  const { delivery, report, arrival, findPolicy } = judged;
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
    details: { channel, bytes, level: 'sealed', codes: toCodesText(codes) },
  });
}

/** Which batch it is, as its manifest says. */
export function toIdentity(manifest: Manifest, digest: string): ReceivedIdentity {
  const { sender, stream, sequence, previous, id: batchId, records, createdAt } = manifest;
  return { sender, stream, sequence, digest, previous, batchId, records: records.count, createdAt };
}

function countControllers({ controllers, createdAt }: Manifest, zone: string): ControllerDay[] {
  const day = toDay(createdAt, zone);
  return controllers.map(({ name: controller, records }) => ({ controller, day, records }));
}

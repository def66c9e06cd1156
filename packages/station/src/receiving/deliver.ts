import { type BatchSource, toSha256Hex } from '@scelle/core';
import { type Delivery, type DeliveryResult, type Ledger, type VerificationReport, verifyBatch } from '@scelle/verify';
import { findByDigest } from '../ledger/received-batches.ts';
import { createArrivalLedger } from '../ledger/station-ledger.ts';
import { findReceipts } from '../receipts/receipt-store.ts';
import { requireClock } from '../sending/require-signing.ts';
import type { Station } from '../station.ts';
import { commitArrival } from './commit-arrival.ts';
import { decideArrival } from './decide-arrival.ts';
import { followHeld } from './follow-held.ts';
import { type FindPolicy, findClaimedPlace, findClaimedSender, readManifest } from './policy-finder.ts';
import { recordRefused } from './record-refused.ts';
import { rememberLedger } from './remembered-ledger.ts';
import { findWanted, isKept, restoreStored } from './restore-stored.ts';
import { type StagedBatch, stageBatch } from './staged-batch.ts';

/**
 * Verifies a batch at level *sealed* and keeps it, with its receipt: in the inbox, or where it waits, or in quarantine, to
 * which nothing goes that came over the network. It is brought into the station first and verified there, so that what is
 * kept is what was verified. A batch that is known already changes nothing, but its file comes back where it was gone.
 * Batches that waited for it follow. Throws `clock-behind-ledger` where no receipt would be believed, what this machine's failures lead to, `source-changed` where somebody wrote to
 * the batch meanwhile; what is wrong with the batch stands in the result.
 */
export async function deliverBatch(
  station: Station,
  source: BatchSource,
  delivery: Delivery,
  findPolicy: FindPolicy,
): Promise<DeliveryResult> {
  const known = (await isHere(station, source)) ? await tryDeliver(station, { source, delivery, findPolicy }) : null;
  if (known !== null) return known;
  await using staged = await stageBatch(station.layout, source, delivery);
  for (;;) {
    const result = await tryDeliver(station, { source: staged.source, staged, delivery, findPolicy });
    if (result !== null) return result;
  }
}

interface Arriving {
  readonly source: BatchSource;
  /** Absent where the batch seems to be here already: then only a duplicate is looked for. */
  readonly staged?: StagedBatch;
  readonly delivery: Delivery;
  readonly findPolicy: FindPolicy;
}

/** Null where it must be done once more. */
async function tryDeliver(station: Station, arriving: Arriving): Promise<DeliveryResult | null> {
  const { ledger, isUnchanged } = rememberLedger(createArrivalLedger(station.database));
  const report = await verifySealed(station, arriving, ledger);
  // A payload takes minutes to read. Nobody waits for that at the lock: what came meanwhile lets it be verified anew.
  return station.exclusively(async () => ((await isUnchanged()) ? keep(station, arriving, report) : null));
}

async function keep(
  station: Station,
  { staged, delivery, findPolicy }: Arriving,
  report: VerificationReport,
): Promise<DeliveryResult | null> {
  delivery.checkBeforeKeeping?.();
  const arrival = decideArrival(report);
  if (arrival === null) return reportDuplicate(station, report, staged);
  if (staged === undefined) return null;
  requireClock(station, findPolicy(null, delivery.channel));
  if (arrival.state === 'quarantined' && delivery.channel === 'network') return refuse(station, delivery, report);
  const receipts = await commitArrival(station, { staged, delivery, report, arrival, findPolicy });
  const followed = arrival.holdsNumber ? await followHeld(station, report.manifest!) : [];
  return { outcome: arrival.state, report, waitsFor: report.waitsFor, receipts, followed };
}

/** Whether the ledger knows the batch, as it seems, and has its file: nothing needs to be brought here once more. */
async function isHere({ database, layout }: Station, source: BatchSource): Promise<boolean> {
  const manifest = await readManifest(source);
  const claimed = manifest === null ? null : findClaimedPlace(manifest);
  const batch = claimed && findByDigest(database, { ...claimed, digest: toSha256Hex(manifest!) });
  return batch !== null && isKept(layout, batch);
}

async function verifySealed(
  { environment }: Station,
  { source, delivery: { channel, origin }, findPolicy }: Arriving,
  ledger: Ledger,
): Promise<VerificationReport> {
  const manifest = await readManifest(source);
  const policy = findPolicy(manifest && findClaimedSender(manifest), channel);
  return verifyBatch(source, policy, { ledger, now: environment.now(), channel, origin });
}

/**
 * Nothing is kept of what came damaged over the network: whoever sent it is told, and still has it. Threat: a peer that
 * sends damage without end would fill the disc with it.
 */
function refuse(station: Station, { channel, origin: party }: Delivery, report: VerificationReport): DeliveryResult {
  const { manifestDigest: manifest, bytes } = report;
  recordRefused(station, report, { party, details: { channel, bytes, manifest } });
  return { outcome: 'quarantined', report, waitsFor: [], receipts: [], followed: [] };
}

async function reportDuplicate(
  station: Station,
  report: VerificationReport,
  staged: StagedBatch | undefined,
): Promise<DeliveryResult | null> {
  const wanted = findWanted(station, report);
  if (wanted !== null && staged === undefined) return null;
  const followed = wanted === null ? [] : await restoreStored(station, wanted, staged!, report.manifest!);
  const { sender: party } = report.manifest!;
  const digest = report.manifestDigest!;
  const receipts = findReceipts(station.database, { direction: 'issued', party, digest });
  return { outcome: 'duplicate', report, waitsFor: [], receipts, followed };
}

import { type BatchSource, readContainer, ScelleError } from '@scelle/core';
import { type Delivery, type DeliveryResult, type Ledger, type VerificationReport, verifyBatch } from '@scelle/verify';
import { createArrivalLedger } from '../ledger/station-ledger.ts';
import { findReceipts } from '../receipts/receipt-store.ts';
import type { Station } from '../station.ts';
import { commitArrival, toOrigin } from './commit-arrival.ts';
import { decideArrival } from './decide-arrival.ts';
import { followHeld } from './follow-held.ts';
import { type FindPolicy, findClaimedSender } from './policy-finder.ts';
import { recordRefused } from './record-refused.ts';
import { rememberLedger } from './remembered-ledger.ts';
import { restoreStored } from './restore-stored.ts';
import type { FileOrigin } from './store-file.ts';

/**
 * Verifies a batch at level *sealed* and keeps it, with its receipt: in the inbox, or where it waits, or in quarantine, to
 * which nothing goes that came over the network. A batch that is known already changes nothing, but its file comes back
 * where it was gone. Batches that waited for it follow. Throws what this machine's failures lead to; what is wrong with
 * the batch stands in the result.
 */
export async function deliverBatch(
  station: Station,
  source: BatchSource,
  delivery: Delivery,
  findPolicy: FindPolicy,
): Promise<DeliveryResult> {
  for (;;) {
    const { ledger, isUnchanged } = rememberLedger(createArrivalLedger(station.database));
    const report = await verifySealed(station, source, delivery, findPolicy, ledger);
    // A payload takes minutes to read. Nobody waits for that at the lock: what came meanwhile lets it be verified anew.
    const result = await station.exclusively(async () =>
      (await isUnchanged()) ? keep(station, source, delivery, findPolicy, report) : null,
    );
    if (result !== null) return result;
  }
}

async function keep(
  station: Station,
  source: BatchSource,
  delivery: Delivery,
  findPolicy: FindPolicy,
  report: VerificationReport,
): Promise<DeliveryResult> {
  delivery.checkBeforeKeeping?.();
  const arrival = decideArrival(report);
  if (arrival === null) return reportDuplicate(station, report, toOrigin(source, delivery));
  if (arrival.state === 'quarantined' && delivery.channel === 'network') return refuse(station, delivery, report);
  const receipts = await commitArrival(station, { source, delivery, report, arrival, findPolicy });
  const followed = arrival.holdsNumber ? await followHeld(station, report.manifest!) : [];
  return { outcome: arrival.state, report, waitsFor: report.waitsFor, receipts, followed };
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
  origin: FileOrigin,
): Promise<DeliveryResult> {
  const followed = await restoreStored(station, origin, report);
  const { sender: party } = report.manifest!;
  const digest = report.manifestDigest!;
  const receipts = findReceipts(station.database, { direction: 'issued', party, digest });
  return { outcome: 'duplicate', report, waitsFor: [], receipts, followed };
}

import type { Announcement, AnnouncementAnswer, Channel, Delivery, Intake, VerificationReport } from '@scelle/verify';
import { verifyAnnouncement } from '@scelle/verify/internal';
import { toCustodyBatch } from '../custody/custody-log.ts';
import { parseDecision } from '../decisions/decision.ts';
import type { Station } from '../home/station.ts';
import { findDecision } from '../ledger/decisions.ts';
import { findReceipts } from '../ledger/receipts.ts';
import { createArrivalLedger, listStreams } from '../ledger/streams.ts';
import { isMisplaced } from './commit-arrival.ts';
import { decideAnnounced } from './decide-announced.ts';
import { deliverBatch, isRefusalKnown, recordRefused, takeEntry } from './deliver.ts';
import { type FindPolicy, findClaimedSender } from './find-policy.ts';

/** The intake of a station: what the channels hand their batches to. */
export function createIntake(station: Station, findPolicy: FindPolicy): Intake {
  const { ledger } = station;
  return {
    judgeAnnouncement: (announcement, delivery) => judge(station, announcement, delivery, findPolicy),
    decide: (announcement, delivery) => decideAnnounced(station, announcement, delivery, findPolicy),
    deliver: (source, delivery) => deliverBatch(station, source, delivery, findPolicy),
    findReceipts: async (party, digest) => findReceipts(ledger, { direction: 'issued', party, digest }),
    listStreams: async (sender) => listStreams(ledger, sender),
  };
}

async function judge(
  station: Station,
  announcement: Announcement,
  { channel, origin }: Pick<Delivery, 'channel' | 'origin'>,
  findPolicy: FindPolicy,
): Promise<AnnouncementAnswer> {
  const { ledger, environment } = station;
  const policy = await findPolicy(findClaimedSender(announcement.container.manifest), channel);
  const arrivals = createArrivalLedger(ledger);
  const report = await verifyAnnouncement(announcement, policy, {
    ledger: arrivals,
    now: environment.now(),
    channel,
    origin,
  });
  if (report.verdict === 'rejected') {
    if (isMisplaced(report)) await recordMisplaced(station, report, channel);
    return { kind: 'refused', report, codes: report.codes };
  }
  if (report.verdict !== 'duplicate') return { kind: 'wanted', report };
  const { sender: party } = report.manifest;
  const digest = report.manifestDigest;
  const receipts = await findReceipts(ledger, { direction: 'issued', party, digest });
  const decision = receipts.length > 0 ? null : await findDecision(ledger, { direction: 'issued', party, digest });
  if (decision === null) return { kind: 'known', report, receipts };
  // It was decided upon, and is refused as it was before: nothing of it is here to be acknowledged.
  return { kind: 'refused', report, codes: parseDecision(decision.document).codes };
}

/** A sender that tells two stories is found out by its announcement: the second batch does not come. */
async function recordMisplaced(station: Station, report: VerificationReport, channel: Channel): Promise<void> {
  const manifest = report.manifest!;
  const party = manifest.sender;
  if (isRefusalKnown(station, report, party) || !takeEntry(station, party)) return;
  const batch = toCustodyBatch(manifest, report.manifestDigest!);
  await station.exclusively(async () => recordRefused(station, report, { party, batch, details: { channel } }));
}

import { toInstant, toSha256Hex } from '@scelle/core';
import { type Announcement, type Delivery, type SignedDocument, verifyAnnouncement } from '@scelle/verify';
import { toCodesText } from '../custody/codes-text.ts';
import { findByNumber, insertReceived } from '../ledger/received-batches.ts';
import { createArrivalLedger } from '../ledger/station-ledger.ts';
import { toIdentity } from '../receiving/commit-arrival.ts';
import { decideArrival } from '../receiving/decide-arrival.ts';
import { followHeld } from '../receiving/follow-held.ts';
import { type FindPolicy, findClaimedSender } from '../receiving/policy-finder.ts';
import { toCustodyBatch } from '../sending/record-packed.ts';
import type { Station } from '../station.ts';
import { findDecision, storeDecision } from './decision-store.ts';
import { issueRejection } from './issue-decision.ts';

/** The finding about a batch that may come another way. */
const OTHER_CHANNEL = 'channel-not-accepted';

/**
 * What is decided about a batch whose announcement was refused: the decision that there is, or a new one where the batch is
 * authentic and breaks a rule that no other copy of it would keep. It then counts as rejected, like one that came whole: its
 * number is used up, and what waited for it follows. Null where nothing is decided: what is not authentic must not use up a
 * number, what claims another's place is for a person, and what is wanted, or came, has no need of it.
 */
export async function decideAnnounced(
  station: Station,
  announcement: Announcement,
  { channel, origin }: Pick<Delivery, 'channel' | 'origin'>,
  findPolicy: FindPolicy,
): Promise<SignedDocument | null> {
  const { database, environment } = station;
  return station.exclusively(async () => {
    const { manifest: bytes } = announcement.container;
    const claimed = findClaimedSender(bytes);
    const known =
      claimed && findDecision(database, { direction: 'issued', party: claimed, digest: toSha256Hex(bytes) });
    if (known) return known;
    const policy = findPolicy(claimed, channel);
    const ledger = createArrivalLedger(database);
    const report = await verifyAnnouncement(announcement, policy, { ledger, now: environment.now(), channel, origin });
    const { manifest, manifestDigest: digest, codes } = report;
    if (manifest === null || digest === null) return null;
    const arrival = decideArrival(report);
    const isDecided = arrival?.state === 'rejected' && arrival.holdsNumber && findByNumber(database, manifest) === null;
    if (!isDecided || codes.includes(OTHER_CHANNEL)) return null;
    const decision = await issueRejection(station, { manifest, digest, codes, decidedBy: 'policy' });
    station.change(() => {
      const at = toInstant(environment.now());
      insertReceived(database, {
        identity: toIdentity(manifest, digest),
        bytes: 0,
        channel,
        state: 'rejected',
        level: 'sealed',
        holdsNumber: true,
        codes,
        waitsFor: [],
        firstSeenAt: at,
        changedAt: at,
        file: null,
      });
      storeDecision(database, decision);
      station.record({
        command: 'serve',
        act: 'batch-decided',
        party: manifest.sender,
        batch: toCustodyBatch(manifest, digest),
        result: 'rejected',
        details: { channel, codes: toCodesText(codes), decidedBy: 'policy' },
      });
    });
    await followHeld(station, manifest);
    return decision;
  });
}

import { openFileSource, type SignedDocument, toInstant } from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import {
  type Announcement,
  type Delivery,
  type FollowedBatch,
  type SealedReport,
  type TrustedKey,
  verifySealed,
} from '@scelle/verify';
import { verifyAnnouncement } from '@scelle/verify/internal';
import { toCustodyBatch } from '../custody/custody-log.ts';
import { toCodesText } from '../custody/entry.ts';
import { issueRejection } from '../decisions/decision.ts';
import type { Station } from '../home/station.ts';
import { findDecision, storeDecision } from '../ledger/decisions.ts';
import type { ReceivedBatch } from '../ledger/received-batch.ts';
import { findByNumber, identifyReceived, insertReceived, updateReceived } from '../ledger/received-batches.ts';
import { createArrivalLedger } from '../ledger/streams.ts';
import { decideArrival, toIdentity } from './commit-arrival.ts';
import { followHeld } from './enter-outcome.ts';
import { type FindPolicy, findClaimedSender } from './find-policy.ts';

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
  const { ledger, environment } = station;
  return station.exclusively(async () => {
    const { manifest: bytes } = announcement.container;
    const claimed = findClaimedSender(bytes);
    const known =
      claimed && (await findDecision(ledger, { direction: 'issued', party: claimed, digest: toSha256Hex(bytes) }));
    if (known) return known;
    const policy = await findPolicy(claimed, channel);
    const arrivals = createArrivalLedger(ledger);
    const report = await verifyAnnouncement(announcement, policy, {
      ledger: arrivals,
      now: environment.now(),
      channel,
      origin,
    });
    const { manifest, manifestDigest: digest, codes } = report;
    if (manifest === null || digest === null) return null;
    const arrival = decideArrival(report);
    const isDecided =
      arrival?.state === 'rejected' && arrival.holdsNumber && (await findByNumber(ledger, manifest)) === null;
    if (!isDecided || codes.includes(OTHER_CHANNEL)) return null;
    const decision = await issueRejection(station, { manifest, digest, codes, decidedBy: 'policy' });
    await station.change(async (inside) => {
      const at = toInstant(environment.now());
      await insertReceived(inside.ledger, {
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
      await storeDecision(inside.ledger, decision);
      await inside.record({
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

/** The findings about a seal that its sender made, and that does not count for the time at which it did. */
const mistimed: readonly string[] = ['signing-time-implausible', 'key-not-yet-valid', 'key-expired'];

/** The finding about a seal that a thief may have made, by a key that its sender has given up. */
const REVOKED = 'key-revoked';

/**
 * Whether nothing is wrong with a batch in quarantine but the time of its seal, or the revocation of the key: its sender can
 * make no other of that number, and waits until a person has decided.
 */
export function isMistimed({ state, file, codes }: Pick<ReceivedBatch, 'state' | 'file' | 'codes'>): boolean {
  const isDecidable = codes.length > 0 && codes.every((code) => mistimed.includes(code) || code === REVOKED);
  return state === 'quarantined' && file !== null && isDecidable;
}

/** Longer than anything in which clocks differ. */
const ANY_DIFFERENCE_SECONDS = 10_000 * 366 * 86_400;

/** What rejecting a mistimed batch came to. */
interface RejectedForTime {
  readonly decision: SignedDocument;
  readonly followed: readonly FollowedBatch[];
}

/** Why a mistimed batch is rejected, and on whose word. */
interface TimeJudgement {
  readonly reason: string;
  readonly findPolicy: FindPolicy;
  /** Whether the sender has said that it sealed the batch itself. Without it, a revoked key uses up no number. */
  readonly senderConfirms: boolean;
}

/**
 * Rejects for good a mistimed batch: its sender would wait for ever. It is verified once more, with clocks that may differ
 * by any amount and with keys that count at any time, so that its number is used up only where its sender sealed it. Null
 * for anything else in quarantine, and for what a revoked key sealed and nobody has confirmed. Threat: the thief of a key
 * would use up the numbers of its owner.
 */
export async function rejectForTime(
  station: Station,
  batch: ReceivedBatch,
  { reason, findPolicy, senderConfirms }: TimeJudgement,
): Promise<RejectedForTime | null> {
  if (batch.file === null || !isMistimed(batch)) return null;
  if (batch.codes.includes(REVOKED) && !senderConfirms) return null;
  const { ledger } = station;
  const report = await verifyForgiving(station, batch, batch.file, findPolicy);
  const { manifest, manifestDigest: digest } = report;
  const arrival = decideArrival(report);
  if (manifest === null || digest === null || !arrival?.holdsNumber) return null;
  if ((await findByNumber(ledger, manifest)) !== null) return null;
  const codes = [...new Set([...batch.codes, ...report.codes])];
  const decision = await issueRejection(station, { manifest, digest, codes, decidedBy: 'person' });
  await station.change(async (inside) => {
    const changedAt = toInstant(inside.environment.now());
    await identifyReceived(inside.ledger, batch.id, toIdentity(manifest, digest));
    await updateReceived(inside.ledger, batch.id, {
      ...batch,
      state: 'rejected',
      holdsNumber: true,
      codes,
      waitsFor: [],
      changedAt,
    });
    await storeDecision(inside.ledger, decision);
    await inside.record({
      command: 'judge',
      act: 'batch-decided',
      party: manifest.sender,
      batch: toCustodyBatch(manifest, digest),
      result: 'rejected',
      details: { channel: batch.channel, codes: toCodesText(codes), decidedBy: 'person', reason },
    });
  });
  return { decision, followed: await followHeld(station, manifest) };
}

async function verifyForgiving(
  { layout, ledger, environment }: Station,
  { channel }: ReceivedBatch,
  file: string,
  findPolicy: FindPolicy,
): Promise<SealedReport> {
  await using source = await openFileSource(layout.stored(file), { ownFile: true });
  const forgive = async (sender: string | null) => {
    const policy = await findPolicy(sender, channel);
    return { ...policy, keys: policy.keys.map(toTimeless), clockSkewSeconds: ANY_DIFFERENCE_SECONDS };
  };
  const arrivals = createArrivalLedger(ledger);
  return await verifySealed(source, forgive, { ledger: arrivals, now: environment.now(), channel, origin: file });
}

function toTimeless({ role, name, publicKey }: TrustedKey): TrustedKey {
  return { role, name, publicKey };
}

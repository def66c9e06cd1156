import { openFileSource, toInstant } from '@scelle/core';
import { type FollowedBatch, type SignedDocument, type VerificationReport, verifyBatch } from '@scelle/verify';
import { toCodesText } from '../custody/codes-text.ts';
import { findByNumber, identifyReceived, type ReceivedBatch, updateReceived } from '../ledger/received-batches.ts';
import { createArrivalLedger } from '../ledger/station-ledger.ts';
import { toIdentity } from '../receiving/commit-arrival.ts';
import { decideArrival } from '../receiving/decide-arrival.ts';
import { followHeld } from '../receiving/follow-held.ts';
import { type FindPolicy, findClaimedSender, readManifest } from '../receiving/policy-finder.ts';
import { toCustodyBatch } from '../sending/record-packed.ts';
import type { Station } from '../station.ts';
import { storeDecision } from './decision-store.ts';
import { issueRejection } from './issue-decision.ts';

/** The finding about a batch that was signed by a clock that is wrong. */
const WRONG_CLOCK = 'signing-time-implausible';

/** Longer than anything in which clocks differ. */
const ANY_DIFFERENCE_SECONDS = 10_000 * 366 * 86_400;

/** What rejecting a batch of a wrong clock came to. */
export interface RejectedForClock {
  readonly decision: SignedDocument;
  readonly followed: readonly FollowedBatch[];
}

/**
 * Rejects for good a batch in quarantine of which nothing is wrong but the clock by which it was signed: its sender can make
 * no other of that number, and would wait for ever. It is verified once more, with clocks that may differ by any amount, so
 * that its number is used up only where its sender sealed it. Null for anything else in quarantine.
 */
export async function rejectForClock(
  station: Station,
  batch: ReceivedBatch,
  { reason, findPolicy }: { readonly reason: string; readonly findPolicy: FindPolicy },
): Promise<RejectedForClock | null> {
  if (batch.file === null || batch.codes.some((code) => code !== WRONG_CLOCK)) return null;
  const { database } = station;
  const { manifest, manifestDigest: digest, ...report } = await verifyForgiving(station, batch, batch.file, findPolicy);
  const arrival = decideArrival({ ...report, manifest, manifestDigest: digest });
  if (manifest === null || digest === null || !arrival?.holdsNumber) return null;
  if (findByNumber(database, manifest) !== null) return null;
  const codes = [WRONG_CLOCK, ...report.codes];
  const decision = await issueRejection(station, { manifest, digest, codes, decidedBy: 'person' });
  station.change(() => {
    const changedAt = toInstant(station.environment.now());
    identifyReceived(database, batch.id, toIdentity(manifest, digest));
    updateReceived(database, batch.id, {
      ...batch,
      state: 'rejected',
      holdsNumber: true,
      codes,
      waitsFor: [],
      changedAt,
    });
    storeDecision(database, decision);
    station.record({
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
  { layout, database, environment }: Station,
  { channel }: ReceivedBatch,
  file: string,
  findPolicy: FindPolicy,
): Promise<VerificationReport> {
  await using source = await openFileSource(layout.stored(file), { ownFile: true });
  const manifest = await readManifest(source);
  const policy = findPolicy(manifest && findClaimedSender(manifest), channel);
  const ledger = createArrivalLedger(database);
  return await verifyBatch(
    source,
    { ...policy, clockSkewSeconds: ANY_DIFFERENCE_SECONDS },
    { ledger, now: environment.now(), channel, origin: file },
  );
}

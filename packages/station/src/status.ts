import type { StreamState } from '@scelle/verify';
import { type ContradictingBatch, listContradicting } from './custody/entry.ts';
import { type Decision, parseDecision } from './decisions/decision.ts';
import type { Station } from './home/station.ts';
import { findDecision } from './ledger/decisions.ts';
import type { AuthenticBatch } from './ledger/received-batch.ts';
import { countUnopened, listReceived, listWaiting, toAuthenticBatches } from './ledger/received-batches.ts';
import { listLastNumbers, listReplaced, listSent, listUnacknowledged, type SentBatch } from './ledger/sent-batches.ts';
import { listStreams } from './ledger/streams.ts';
import { isMistimed } from './receiving/decide-announced.ts';
import { isForAPerson } from './receiving/judge-batch.ts';

/** How things stand at a station. */
export interface StationStatus {
  readonly station: string;
  readonly role: string;
  /** Sent, by recipient and stream. */
  readonly sending: readonly SendingStream[];
  /** Received, by sender and stream. */
  readonly receiving: readonly ReceivingStream[];
  /** Files in quarantine that no person has seen yet. */
  readonly quarantined: readonly string[];
  /** Those of the files in quarantine that keep a stream waiting until their senders are told; seen by a person or not. */
  readonly undecided: readonly { readonly file: string; readonly codes: readonly string[] }[];
  /**
   * Batches that were refused because another one of their sender has the number: two stories were told. The custody log
   * has them for ever, so they alone make nobody wait.
   */
  readonly contradicting: readonly ContradictingBatch[];
  /** Whether something waits for a person. */
  readonly needsPerson: boolean;
}

/** A stream to a recipient. */
export interface SendingStream {
  readonly recipient: string;
  readonly stream: string;
  readonly last: number;
  /** Without a delivery receipt, the oldest first. */
  readonly unacknowledged: readonly Pick<SentBatch, 'sequence' | 'state' | 'packedAt' | 'channel'>[];
  /** Rejected, and not replaced by a later batch. */
  readonly rejected: readonly number[];
  /** Those of them about which there is a decision, and what it says. */
  readonly decided: readonly (Pick<Decision, 'sequence' | 'codes' | 'decidedBy'> & { readonly issuedAt: string })[];
}

/** A stream from a sender. */
export interface ReceivingStream extends StreamState {
  /** Accepted, and not opened yet; at a gateway, not fetched yet. */
  readonly unopened: number;
  /** Waiting for a decision of a person. */
  readonly toJudge: readonly number[];
  readonly rejected: readonly number[];
}

/** Tells how things stand, from the ledger alone. */
export async function readStatus({ ledger, name: station, role }: Station): Promise<StationStatus> {
  const sending = await listSending(ledger);
  const receiving = await listReceiving(ledger);
  const inQuarantine = await listReceived(ledger, 'quarantined');
  const quarantined = inQuarantine.filter(isForAPerson).flatMap(({ file }) => file ?? []);
  const undecided = inQuarantine.filter(isMistimed).map(({ file, codes }) => ({ file: file!, codes }));
  const needsPerson =
    quarantined.length > 0 ||
    sending.some(({ rejected }) => rejected.length > 0) ||
    receiving.some(({ toJudge, missing }) => toJudge.length > 0 || missing.length > 0);
  const contradicting = await listContradicting(ledger);
  return { station, role, sending, receiving, quarantined, undecided, contradicting, needsPerson };
}

async function listSending(ledger: Station['ledger']): Promise<SendingStream[]> {
  const newest = await listLastNumbers(ledger);
  const open = groupByStream(await listUnacknowledged(ledger), ({ recipient }) => recipient);
  const refused = groupByStream(await listSent(ledger, ['rejected']), ({ recipient }) => recipient);
  const replaced = await listReplaced(ledger);
  return await Array.fromAsync(newest, async ({ recipient, stream, last }) => {
    const unacknowledged = open(recipient, stream).map(({ sequence, state, packedAt, channel }) => ({
      sequence,
      state,
      packedAt,
      channel,
    }));
    const rejected = refused(recipient, stream).filter(
      ({ sequence }) => !replaced.has(`${recipient} ${stream} ${sequence}`),
    );
    return {
      recipient,
      stream,
      last,
      unacknowledged,
      rejected: rejected.map(({ sequence }) => sequence),
      decided: (await Array.fromAsync(rejected, ({ digest }) => findDecided(ledger, recipient, digest))).flat(),
    };
  });
}

async function findDecided(
  ledger: Station['ledger'],
  party: string,
  digest: string,
): Promise<SendingStream['decided']> {
  const stored = await findDecision(ledger, { direction: 'received', party, digest });
  if (stored === null) return [];
  const { sequence, codes, decidedBy, issuedAt } = parseDecision(stored.document);
  return [{ sequence, codes, decidedBy, issuedAt }];
}

async function listReceiving(ledger: Station['ledger']): Promise<ReceivingStream[]> {
  const find = (batches: readonly AuthenticBatch[]) =>
    groupByStream(
      batches.map(({ identity }) => identity),
      ({ sender }) => sender,
    );
  const unopened = groupByStream(await countUnopened(ledger), ({ sender }) => sender);
  const toJudge = find((await listWaiting(ledger)).filter(isForAPerson));
  const refused = find(toAuthenticBatches(await listReceived(ledger, 'rejected')));
  return (await listStreams(ledger)).map((state) => {
    const { sender, stream } = state;
    return {
      ...state,
      unopened: unopened(sender, stream)[0]?.unopened ?? 0,
      toJudge: toJudge(sender, stream).map(({ sequence }) => sequence),
      rejected: refused(sender, stream).map(({ sequence }) => sequence),
    };
  });
}

/** Finds what belongs to a stream of a party, however many streams there are. */
function groupByStream<Batch extends { readonly stream: string }>(
  batches: readonly Batch[],
  partyOf: (batch: Batch) => string,
): (party: string, stream: string) => readonly Batch[] {
  const groups = Map.groupBy(batches, (batch) => `${partyOf(batch)} ${batch.stream}`);
  return (party, stream) => groups.get(`${party} ${stream}`) ?? [];
}

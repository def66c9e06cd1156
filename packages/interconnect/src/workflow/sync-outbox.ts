import { setTimeout } from 'node:timers/promises';
import type { Outbox, OutgoingBatch, OutgoingSelection } from '../ports/outbox.ts';
import { connectTo } from './connect.ts';
import { isDescribed, isGeneral } from './failures.ts';
import { type FetchedReceipts, fetchNewReceipts } from './keep-answers.ts';
import { type OutboxRun, type PeerResult, sendToPeer, untried } from './send-to-peer.ts';

/** What a run came to. */
export interface RunResult<Result> {
  /** What each peer came to, in their order; those with which a defect was met are missing. */
  readonly peers: readonly Result[];
  /** A defect, of this machine or of the program, that ended one of them, and none of the others. */
  readonly error?: unknown;
}

/** What is sent, and how. */
export type SendOutboxOptions = OutgoingSelection & OutboxRun;

/**
 * Sends batches of the outbox to their recipients, several of these at once; what fails with one is no matter to the
 * others. Throws what `listOutgoing` throws.
 */
export async function sendOutbox(outbox: Outbox, options: SendOutboxOptions = {}): Promise<RunResult<PeerResult>> {
  const byPeer = Map.groupBy(await outbox.listOutgoing(options), ({ recipient }) => recipient);
  return forEachPeer(byPeer, ([peer, batches]) => trySend(outbox, peer, batches, options));
}

async function trySend(
  outbox: Outbox,
  peer: string,
  batches: readonly OutgoingBatch[],
  run: OutboxRun,
): Promise<PeerResult> {
  try {
    using connection = await connectTo(outbox, peer, run);
    return await sendToPeer(outbox, connection, batches, run);
  } catch (error) {
    if (!isDescribed(error)) throw error;
    return { peer, batches: batches.map((each) => untried(each, 'left')), suspension: null, error };
  }
}

/** How often `watchOutbox` looks for new batches, in milliseconds. */
const WATCH_INTERVAL = 2_000;

/** How long it leaves peers alone at most with which something was wrong, in milliseconds. */
const LONGEST_REST = 60_000;

/** What is watched, until when, and what is told of it. */
export type WatchOptions = SendOutboxOptions & {
  readonly signal: AbortSignal;
  /** What each round came to, in which something was sent or tried. */
  readonly onRound: (results: readonly PeerResult[]) => void;
};

/**
 * Sends what there is and what is packed from then on, until the signal comes. Throws what `listOutgoing` throws, and
 * whatever defect a round met, once it was told what became of the others.
 */
export async function watchOutbox(outbox: Outbox, options: WatchOptions): Promise<void> {
  const { signal, onRound } = options;
  let rest = WATCH_INTERVAL;
  while (!signal.aborted) {
    const { peers, error } = await sendOutbox(outbox, options);
    onRound(peers);
    if (error !== undefined) throw error;
    rest = peers.every(isWell) ? WATCH_INTERVAL : Math.min(2 * rest, LONGEST_REST);
    await setTimeout(rest, undefined, { signal }).catch(() => undefined);
  }
}

function isWell({ batches, suspension, error }: PeerResult): boolean {
  const isHere = batches.every(({ outcome }) => outcome === 'accepted' || outcome === 'held');
  return isHere && suspension === null && error === undefined;
}

/** What a peer came to that was sent to and asked. */
export interface SyncedPeer {
  readonly sending: PeerResult;
  readonly fetched: FetchedReceipts;
}

const nothingFetched: FetchedReceipts = { receipts: [], refused: [] };

/** With whom it is synchronised, and how. */
export type SyncOptions = Pick<OutgoingSelection, 'recipient'> & OutboxRun;

/**
 * Sends what is pending and fetches receipts: for every peer that can be called and every one for whom batches wait, or
 * for the one that is named. Throws what `listRecipients` and `listOutgoing` throw.
 */
export async function syncOutbox(outbox: Outbox, options: SyncOptions = {}): Promise<RunResult<SyncedPeer>> {
  return forEachPeer(await listPeers(outbox, options), (peer) => syncPeer(outbox, peer, options));
}

async function listPeers(outbox: Outbox, { recipient }: SyncOptions): Promise<Iterable<string>> {
  if (recipient !== undefined) return [recipient];
  const waiting = (await outbox.listOutgoing({})).map((batch) => batch.recipient);
  return new Set([...(await outbox.listRecipients()), ...waiting]);
}

async function syncPeer(outbox: Outbox, peer: string, run: OutboxRun): Promise<SyncedPeer> {
  try {
    using connection = await connectTo(outbox, peer, run);
    const sending = await sendToPeer(outbox, connection, await outbox.listOutgoing({ recipient: peer }), run);
    // A notice that cannot be believed keeps batches from being sent, and no receipt from being fetched.
    const isLost = sending.error !== undefined && isGeneral(sending.error);
    if (isLost) return { sending, fetched: nothingFetched };
    return { sending, fetched: await fetchNewReceipts(outbox, connection, (receipt) => run.on?.receipt?.(receipt)) };
  } catch (error) {
    if (!isDescribed(error)) throw error;
    return { sending: { peer, batches: [], suspension: null }, fetched: { ...nothingFetched, error } };
  }
}

/** How many peers are called at the same time: one that takes its time must not keep the others waiting. */
const AT_ONCE = 8;

/** Does the same with each peer, with several at once. */
async function forEachPeer<Peer, Result>(
  peers: Iterable<Peer>,
  perform: (peer: Peer) => Promise<Result>,
): Promise<RunResult<Result>> {
  const waiting = [...[...peers].entries()];
  const results: Result[] = [];
  const errors: unknown[] = [];

  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, peer] = next;
      try {
        results[index] = await perform(peer);
      } catch (error) {
        errors.push(error);
      }
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // Those that are missing leave holes.
  const found = results.filter(() => true);
  return errors.length === 0 ? { peers: found } : { peers: found, error: errors[0] };
}

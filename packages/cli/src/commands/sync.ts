import { type AddedReceipt, formatBatchName, listCurrentCards } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { isDescribedError, toErrorDocument } from '../errors/described-error.ts';
import { type ExitStatus, exitStatus, statusOfError, worstStatus } from '../exit-status.ts';
import { chooseOutgoing } from '../network/choose-outgoing.ts';
import { connectToPeer } from '../network/connect.ts';
import { forEachPeer } from '../network/each-peer.ts';
import { isGeneral } from '../network/general-failures.ts';
import { type FetchedReceipts, fetchNewReceipts } from '../network/keep-receipts.ts';
import { type PeerResult, sendToPeer } from '../network/send-to-peer.ts';
import { formatSending, statusOfSending, toSendingDocument } from '../network/sending-report.ts';
import { formatSome } from '../network/some-lines.ts';
import { type Desk, openDesk, type StationOptions } from '../station/open-desk.ts';
import type { Line } from '../terminal/line.ts';

/** Options of `scelle sync`. */
export interface SyncOptions extends StationOptions {
  readonly to?: string;
  readonly parallel?: number;
}

/** What a peer came to. */
interface Synced {
  readonly sending: PeerResult;
  readonly fetched: FetchedReceipts;
}

const nothingFetched: FetchedReceipts = { receipts: [], refused: [] };

/** `scelle sync`: sends what is pending, fetches receipts, and reports: one command for a timer. */
export async function sync(context: CommandContext, options: SyncOptions): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'sync');
  const peers = await listPeers(desk, options);
  const { results, error } = await forEachPeer(peers, (peer) => syncPeer(context, desk, peer, options));
  if (error !== undefined && results.length === 0) throw error;
  return {
    status: worstStatus(results.map(statusOf)),
    document: { peers: results.map((each) => toDocument(context, each)) },
    lines: results.length === 0 ? [context.texts.nobodyToCall] : results.flatMap((each) => format(context, each)),
    ...(error !== undefined && { error }),
  };
}

/** The peers that can be called, and those for whom batches wait; or the one that is named. */
async function listPeers(desk: Desk, { to }: SyncOptions): Promise<Iterable<string>> {
  if (to !== undefined) return [to];
  const { database, name } = desk.station;
  const callable = listCurrentCards(database)
    .filter(({ card }) => card.party !== name && card.role === 'authority' && card.address !== null)
    .map(({ card }) => card.party);
  return new Set([...callable, ...(await chooseOutgoing(desk, { names: [] })).keys()]);
}

async function syncPeer(
  context: CommandContext,
  desk: Desk,
  peer: string,
  { parallel = 1 }: SyncOptions,
): Promise<Synced> {
  try {
    using connection = await connectToPeer(context, desk.station, peer, parallel);
    const batches = (await chooseOutgoing(desk, { names: [], to: peer })).get(peer) ?? [];
    const sending = await sendToPeer(context, desk, connection, batches, parallel);
    // A notice that cannot be believed keeps batches from being sent, and no receipt from being fetched.
    const isLost = sending.error !== undefined && isGeneral(sending.error);
    return { sending, fetched: isLost ? nothingFetched : await fetchNewReceipts(desk, connection) };
  } catch (error) {
    if (!isDescribedError(error)) throw error;
    return { sending: { peer, batches: [], suspension: null }, fetched: { ...nothingFetched, error } };
  }
}

function statusOf({ sending, fetched: { receipts, refused, error } }: Synced): ExitStatus {
  const isRejected = receipts.some(({ receipt }) => receipt.outcome === 'rejected');
  return worstStatus([
    statusOfSending(sending),
    ...refused.map((each) => statusOfError(each.error)),
    ...(error ? [statusOfError(error)] : []),
    ...(isRejected ? [exitStatus.rejected] : []),
  ]);
}

function toDocument(context: CommandContext, { sending, fetched: { receipts, refused, error } }: Synced): object {
  const { language } = context;
  return {
    ...toSendingDocument(context, sending),
    receipts: receipts.map(({ receipt }) => describeReceipt(receipt)),
    ...(refused.length > 0 && {
      refusedReceipts: refused.map(({ batch, error: reason }) => ({ batch, error: toErrorDocument(reason, language) })),
    }),
    ...(error && { receiptsError: toErrorDocument(error, language) }),
  };
}

function format(context: CommandContext, { sending, fetched: { receipts, refused, error } }: Synced): Line[] {
  const { texts, language } = context;
  const { peer, batches } = sending;
  const sent = batches.filter(({ outcome }) => outcome === 'accepted' || outcome === 'held').length;
  return [
    ...formatSending(context, sending),
    ...receipts.map(({ receipt }): Line => {
      const tone = receipt.outcome === 'rejected' ? 'bad' : 'good';
      return { text: texts.receiptFetched(describeReceipt(receipt)), tone };
    }),
    ...formatSome(context, refused, ({ batch, error: reason }) =>
      texts.receiptRefused({ batch, reason: reason.describe(language) }),
    ),
    ...(error ? [{ text: error.describe(language), tone: 'bad' } as const] : []),
    // A peer that could not even be asked for.
    ...(error && batches.length + receipts.length === 0
      ? []
      : [texts.synced({ peer, sent, waiting: batches.length - sent, receipts: receipts.length })]),
  ];
}

function describeReceipt(receipt: AddedReceipt['receipt']) {
  const { stage, outcome, codes } = receipt;
  return { batch: formatBatchName(receipt), stage, outcome, codes };
}

import { type AddedReceipt, formatBatchName, listCurrentCards } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { type DescribedError, isDescribedError } from '../errors/described-error.ts';
import { type ExitStatus, exitStatus, statusOfError, worstStatus } from '../exit-status.ts';
import { chooseOutgoing } from '../network/choose-outgoing.ts';
import { connectToPeer } from '../network/connect.ts';
import { fetchNewReceipts } from '../network/keep-receipts.ts';
import { type PeerResult, sendToPeer } from '../network/send-to-peer.ts';
import { formatSending, statusOfSending, toSendingDocument } from '../network/sending-report.ts';
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
  readonly receipts: readonly AddedReceipt[];
  /** Why receipts could not be fetched. */
  readonly error?: DescribedError;
}

/** `scelle sync`: sends what is pending, fetches receipts, and reports: one command for a timer. */
export async function sync(context: CommandContext, options: SyncOptions): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'sync');
  const synced: Synced[] = [];
  for (const peer of await listPeers(desk, options)) synced.push(await syncPeer(context, desk, peer, options));
  return {
    status: worstStatus(synced.map(statusOf)),
    document: {
      peers: synced.map(({ sending, receipts, error }) => ({
        ...toSendingDocument(context, sending),
        receipts: receipts.map(({ receipt }) => describeReceipt(receipt)),
        ...(error && { receiptsError: { code: error.code, message: error.describe(context.language) } }),
      })),
    },
    lines: synced.length === 0 ? [context.texts.nobodyToCall] : synced.flatMap((each) => format(context, each)),
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
    if (sending.error) return { sending, receipts: [] };
    return { sending, receipts: await fetchNewReceipts(desk, connection) };
  } catch (error) {
    if (!isDescribedError(error)) throw error;
    return { sending: { peer, batches: [], suspension: null }, receipts: [], error };
  }
}

function statusOf({ sending, receipts, error }: Synced): ExitStatus {
  const isRejected = receipts.some(({ receipt }) => receipt.outcome === 'rejected');
  return worstStatus([
    statusOfSending(sending),
    ...(error ? [statusOfError(error)] : []),
    ...(isRejected ? [exitStatus.rejected] : []),
  ]);
}

function format(context: CommandContext, { sending, receipts, error }: Synced): Line[] {
  const { texts, language } = context;
  const { peer, batches } = sending;
  const sent = batches.filter(({ outcome }) => outcome === 'accepted' || outcome === 'held').length;
  return [
    ...formatSending(context, sending),
    ...receipts.map(({ receipt }): Line => {
      const tone = receipt.outcome === 'rejected' ? 'bad' : 'good';
      return { text: texts.receiptFetched(describeReceipt(receipt)), tone };
    }),
    ...(error ? [{ text: error.describe(language), tone: 'bad' } as const] : []),
    // A peer that could not even be asked for.
    ...(error && batches.length === 0
      ? []
      : [texts.synced({ peer, sent, waiting: batches.length - sent, receipts: receipts.length })]),
  ];
}

function describeReceipt(receipt: AddedReceipt['receipt']) {
  const { stage, outcome, codes } = receipt;
  return { batch: formatBatchName(receipt), stage, outcome, codes };
}

import { type KeptReceipt, type Outbox, type SyncedPeer, syncOutbox } from '@scelle/interconnect';
import { createOutbox } from '@scelle/station';
import { toErrorDocument } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { type ExitStatus, exitStatus, statusOfError, worstStatus } from '../kernel/exit-status.ts';
import type { Line } from '../kernel/line.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { formatSending, formatSome, showTransfer, statusOfSending, toSendingDocument } from './send.ts';

const texts = { en, fr };

/** Options of `scelle sync`. */
export interface SyncOptions extends StationOptions {
  readonly to?: string;
  readonly parallel?: number;
}

/** `scelle sync`: sends what is pending, fetches receipts, and reports: one command for a timer. */
export async function sync(context: CommandContext, options: SyncOptions): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'sync');
  const { to, parallel = 1 } = options;
  const outbox: Outbox = createOutbox(opened.station, opened.settings);
  const { peers, error } = await syncOutbox(outbox, {
    parallel,
    signal: context.interruption.signal,
    on: { progress: showTransfer(context) },
    ...(to !== undefined && { recipient: to }),
  });
  if (error !== undefined && peers.length === 0) throw error;
  return {
    status: worstStatus(peers.map(statusOf)),
    document: { peers: peers.map((each) => toDocument(context, each)) },
    lines: peers.length === 0 ? [texts[context.language].nobodyToCall] : peers.flatMap((each) => format(context, each)),
    ...(error !== undefined && { error }),
  };
}

function statusOf({ sending, fetched: { receipts, refused, error } }: SyncedPeer): ExitStatus {
  const isRejected = receipts.some(({ outcome }) => outcome === 'rejected');
  return worstStatus([
    statusOfSending(sending),
    ...refused.map((each) => statusOfError(each.error)),
    ...(error ? [statusOfError(error)] : []),
    ...(isRejected ? [exitStatus.rejected] : []),
  ]);
}

function toDocument(context: CommandContext, { sending, fetched: { receipts, refused, error } }: SyncedPeer): object {
  const { language } = context;
  return {
    ...toSendingDocument(context, sending),
    receipts: receipts.map(describeReceipt),
    ...(refused.length > 0 && {
      refusedReceipts: refused.map(({ batch, error: reason }) => ({ batch, error: toErrorDocument(reason, language) })),
    }),
    ...(error && { receiptsError: toErrorDocument(error, language) }),
  };
}

function format(context: CommandContext, { sending, fetched: { receipts, refused, error } }: SyncedPeer): Line[] {
  const { language } = context;
  const { peer, batches } = sending;
  const sent = batches.filter(({ outcome }) => outcome === 'accepted' || outcome === 'held').length;
  return [
    ...formatSending(context, sending),
    ...receipts.map((receipt): Line => {
      const tone = receipt.outcome === 'rejected' ? 'bad' : 'good';
      return { text: texts[language].receiptFetched(describeReceipt(receipt)), tone };
    }),
    ...formatSome(context, refused, ({ batch, error: reason }) =>
      texts[language].receiptRefused({ batch, reason: reason.describe(language) }),
    ),
    ...(error ? [{ text: error.describe(language), tone: 'bad' } as const] : []),
    // A peer that could not even be asked for.
    ...(error && batches.length + receipts.length === 0
      ? []
      : [texts[language].synced({ peer, sent, waiting: batches.length - sent, receipts: receipts.length })]),
  ];
}

function describeReceipt({ batch, stage, outcome, codes }: KeptReceipt) {
  return { batch, stage, outcome, codes };
}

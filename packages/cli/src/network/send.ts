import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type AddedReceipt, findCurrentCard, listOutgoing, type OutgoingBatch, StationError } from '@scelle/station';
import { findSentByName, formatBatchName, listCurrentCards } from '@scelle/station/internal';
import { CliError, isDescribedError, toErrorDocument } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { type ExitStatus, exitStatus, statusOfError, worstStatus } from '../kernel/exit-status.ts';
import type { Line } from '../kernel/line.ts';
import { type Desk, openDesk, type StationOptions } from '../kernel/station.ts';
import { connectToPeer } from './connect.ts';
import { en } from './en.ts';
import { formatSome, isGeneral } from './failures.ts';
import { fr } from './fr.ts';
import { type FetchedReceipts, fetchNewReceipts } from './keep-answers.ts';
import { type PeerResult, sendToPeer, untried } from './send-to-peer.ts';
import { formatSending, joinSendings, statusOfSending, toSendingDocument } from './sending-report.ts';

const texts = { en, fr };

/** Options of `scelle send`. */
export interface SendOptions extends StationOptions {
  /** What is sent where no batch is named; it may be said. */
  readonly pending?: boolean;
  readonly to?: string;
  readonly watch?: boolean;
  readonly parallel?: number;
}

/** How often `--watch` looks for new batches, in milliseconds. */
const WATCH_INTERVAL = 2_000;

/** How long `--watch` leaves peers alone at most with which something was wrong, in milliseconds. */
const LONGEST_REST = 60_000;

/** `scelle send`: hands batches of the outbox to their recipients over the network. */
export async function send(
  context: CommandContext,
  names: readonly string[],
  options: SendOptions,
): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'send');
  if (options.watch === true) return await watch(context, desk, names, options);
  const { results, error } = await sendAll(
    context,
    desk,
    await chooseOutgoing(desk, { names, to: options.to }),
    options.parallel ?? 1,
  );
  if (error !== undefined && results.length === 0) throw error;
  const joined = { ...joinSendings(context, results), ...(error !== undefined && { error }) };
  return results.length === 0 ? { ...joined, lines: [texts[context.language].nothingToSend] } : joined;
}

/** Sends what there is and what is packed from then on, until a signal comes. */
async function watch(
  context: CommandContext,
  desk: Desk,
  names: readonly string[],
  { to, parallel = 1 }: SendOptions,
): Promise<CommandResult> {
  const { signal } = context.interruption;
  let rest = WATCH_INTERVAL;
  while (!signal.aborted) {
    const { results, error } = await sendAll(context, desk, await chooseOutgoing(desk, { names, to }), parallel);
    for (const line of results.flatMap((result) => formatSending(context, result))) context.terminal.notice(line);
    if (error !== undefined) throw error;
    const isWell = results.every((result) => statusOfSending(result) === exitStatus.done);
    rest = isWell ? WATCH_INTERVAL : Math.min(2 * rest, LONGEST_REST);
    await setTimeout(rest, undefined, { signal }).catch(() => undefined);
  }
  return { document: {}, lines: [] };
}

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
    lines:
      results.length === 0 ? [texts[context.language].nobodyToCall] : results.flatMap((each) => format(context, each)),
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
  const { language } = context;
  const { peer, batches } = sending;
  const sent = batches.filter(({ outcome }) => outcome === 'accepted' || outcome === 'held').length;
  return [
    ...formatSending(context, sending),
    ...receipts.map(({ receipt }): Line => {
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

function describeReceipt(receipt: AddedReceipt['receipt']) {
  const { stage, outcome, codes } = receipt;
  return { batch: formatBatchName(receipt), stage, outcome, codes };
}

/** Sends batches to their recipients, several at once; what fails with one is no matter to the others. */
export async function sendAll(
  context: CommandContext,
  desk: Desk,
  outgoing: ReadonlyMap<string, readonly OutgoingBatch[]>,
  parallel: number,
): Promise<EachPeer<PeerResult>> {
  return await forEachPeer(outgoing, ([peer, batches]) => trySend(context, desk, { peer, batches, parallel }));
}

interface Sending {
  readonly peer: string;
  readonly batches: readonly OutgoingBatch[];
  readonly parallel: number;
}

async function trySend(context: CommandContext, desk: Desk, { peer, batches, parallel }: Sending): Promise<PeerResult> {
  try {
    using connection = await connectToPeer(context, desk.station, peer, parallel);
    return await sendToPeer(context, desk, connection, batches, parallel);
  } catch (error) {
    if (!isDescribedError(error)) throw error;
    return { peer, batches: batches.map((each) => untried(each, 'left')), suspension: null, error };
  }
}

/** Which batches are to be sent. */
export interface OutgoingChoice {
  /** Names or files; none for all that are not acknowledged. */
  readonly names: readonly string[];
  /** Only those for this peer. */
  readonly to?: string | undefined;
}

/**
 * The batches of the outbox that are to be sent, by recipient: none for a name whose batch has its delivery receipt
 * already. Throws `batch-unknown`, `peer-unknown`, `options-conflict`.
 */
export async function chooseOutgoing(
  { station, settings }: Desk,
  { names, to }: OutgoingChoice,
): Promise<ReadonlyMap<string, readonly OutgoingBatch[]>> {
  if (names.length > 0 && to !== undefined) throw new CliError('options-conflict', { name: '--to', found: 'BATCH' });
  if (to !== undefined && findCurrentCard(station.database, to) === null) {
    throw new StationError('peer-unknown', { name: to });
  }
  const outgoing = await listOutgoing(station, settings);
  const wanted = names.map((name) => basename(name).replace(/\.scelle$/, ''));
  for (const name of wanted) {
    if (findSentByName(station.database, name) === null) throw new StationError('batch-unknown', { name });
  }
  const chosen = outgoing.filter(
    (each) =>
      (to === undefined || each.batch.recipient === to) &&
      (wanted.length === 0 || wanted.some((name) => isNamed(each, name))),
  );
  return Map.groupBy(chosen, ({ batch }) => batch.recipient);
}

function isNamed({ batch }: OutgoingBatch, name: string): boolean {
  return batch.file === `${name}.scelle` || batch.digest === name;
}

/** How many peers are called at the same time: one that takes its time must not keep the others waiting. */
const AT_ONCE = 8;

/** What the peers came to, in their order; those with which a defect was met are missing. */
export interface EachPeer<Result> {
  readonly results: readonly Result[];
  /** What ended one of them, and none of the others. */
  readonly error?: unknown;
}

/** Does the same with each peer, with several at once. */
export async function forEachPeer<Peer, Result>(
  peers: Iterable<Peer>,
  perform: (peer: Peer) => Promise<Result>,
): Promise<EachPeer<Result>> {
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
  return errors.length === 0 ? { results: found } : { results: found, error: errors[0] };
}

import {
  type Outbox,
  type PeerResult,
  type RunResult,
  type SendingResult,
  sendOutbox,
  type TransferProgress,
  watchOutbox,
} from '@scelle/interconnect';
import { createOutbox } from '@scelle/station';
import { CliError, toErrorDocument } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { type ExitStatus, exitStatus, statusOfError, worstStatus } from '../kernel/exit-status.ts';
import type { Line } from '../kernel/line.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle send`. */
export interface SendOptions extends StationOptions {
  /** What is sent where no batch is named; it may be said. */
  readonly pending?: boolean;
  readonly to?: string;
  readonly watch?: boolean;
  readonly parallel?: number;
}

/** `scelle send`: hands batches of the outbox to their recipients over the network. */
export async function send(
  context: CommandContext,
  names: readonly string[],
  options: SendOptions,
): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'send');
  const { to, watch, parallel = 1 } = options;
  if (names.length > 0 && to !== undefined) throw new CliError('options-conflict', { name: '--to', found: 'BATCH' });
  const run = {
    names,
    parallel,
    signal: context.interruption.signal,
    on: { progress: showTransfer(context) },
    ...(to !== undefined && { recipient: to }),
  };
  const outbox: Outbox = createOutbox(opened.station, opened.settings);
  if (watch !== true) return report(context, await sendOutbox(outbox, run));
  await watchOutbox(outbox, {
    ...run,
    onRound(results) {
      for (const line of results.flatMap((result) => formatSending(context, result))) context.terminal.notice(line);
    },
  });
  return { document: {}, lines: [] };
}

function report(context: CommandContext, { peers, error }: RunResult<PeerResult>): CommandResult {
  if (error !== undefined && peers.length === 0) throw error;
  return {
    status: worstStatus(peers.map(statusOfSending)),
    document: { peers: peers.map((result) => toSendingDocument(context, result)) },
    lines:
      peers.length === 0
        ? [texts[context.language].nothingToSend]
        : peers.flatMap((result) => formatSending(context, result)),
    ...(error !== undefined && { error }),
  };
}

const statuses: Readonly<Record<Exclude<SendingResult['outcome'], 'failed'>, ExitStatus>> = {
  accepted: exitStatus.done,
  held: exitStatus.done,
  rejected: exitStatus.rejected,
  unsigned: exitStatus.waiting,
  barred: exitStatus.waiting,
  suspended: exitStatus.waiting,
  left: exitStatus.waiting,
};

/** Shows how far transfers have come, which may go on side by side, each by the name of its batch. */
export function showTransfer({
  terminal,
}: CommandContext): (batch: { readonly name: string }, progress: TransferProgress) => void {
  return ({ name }, { done, total, unit }) => terminal.progress.show({ label: name, done, total, unit });
}

/** The exit status to which sending to a peer leads. */
export function statusOfSending({ batches, suspension, error }: PeerResult): ExitStatus {
  return worstStatus([
    ...(error ? [statusOfError(error)] : []),
    ...(suspension ? [exitStatus.waiting] : []),
    ...batches.map(({ outcome, error: failure }) =>
      failure ? statusOfError(failure) : outcome === 'failed' ? exitStatus.rejected : statuses[outcome],
    ),
  ]);
}

/** What sending to a peer came to, as a part of a document. */
export function toSendingDocument(
  { language }: CommandContext,
  { peer, batches, suspension, error }: PeerResult,
): object {
  return {
    peer,
    batches: batches.map(({ error: failure, ...batch }) => ({
      ...batch,
      ...(failure && { error: toErrorDocument(failure, language) }),
    })),
    suspension,
    ...(error && { error: toErrorDocument(error, language) }),
  };
}

/** What sending to a peer came to, in lines. */
export function formatSending(context: CommandContext, result: PeerResult): Line[] {
  const { language } = context;
  const { peer, batches, suspension, error } = result;
  return [
    ...(error ? [{ text: error.describe(language), tone: 'bad' } as const] : []),
    ...batches.filter(({ outcome }) => outcome !== 'left').map((batch) => formatBatch(context, batch)),
    ...formatLeft(context, batches),
    ...(suspension ? texts[language].channelSuspended({ peer, notice: suspension }) : []),
  ];
}

function formatBatch(
  { language }: CommandContext,
  { name, recipient, outcome, bytes, codes, error, decision }: SendingResult,
): Line {
  if (decision) return { text: texts[language].batchDecided({ ...decision, name, recipient, codes }), tone: 'bad' };
  if (error) return { text: `${name}: ${error.describe(language)}`, tone: 'bad' };
  const tone = statuses[outcome as keyof typeof statuses] === exitStatus.done ? 'good' : 'warning';
  return { text: texts[language].batchSent({ name, outcome, bytes, codes }), tone };
}

function formatLeft({ language }: CommandContext, batches: readonly SendingResult[]): Line[] {
  const left = batches.filter(({ outcome }) => outcome === 'left').length;
  return left === 0 ? [] : [{ text: texts[language].batchesLeft(left), tone: 'warning' }];
}

/** One cause may lead to thousands of lines that say the same; `--json` has all of them. */
const MOST_LINES = 10;

/** The first of the things that went wrong as lines, and how many more there are. */
export function formatSome<Item>(
  { language }: CommandContext,
  items: readonly Item[],
  format: (item: Item) => string,
): readonly Line[] {
  const lines = items.slice(0, MOST_LINES).map((item): Line => ({ text: format(item), tone: 'bad' }));
  const more = items.length - lines.length;
  return more === 0 ? lines : [...lines, { text: texts[language].moreOfThem(more), tone: 'bad' }];
}

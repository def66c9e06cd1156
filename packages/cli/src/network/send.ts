import { type Outbox, type PeerResult, type RunResult, sendOutbox, watchOutbox } from '@scelle/interconnect';
import { createOutbox } from '@scelle/station';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { worstStatus } from '../kernel/exit-status.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { formatSending, showTransfer, statusOfSending, toSendingDocument } from './sending-report.ts';

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

import { setTimeout } from 'node:timers/promises';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { exitStatus } from '../exit-status.ts';
import { chooseOutgoing } from '../network/choose-outgoing.ts';
import { sendAll } from '../network/send-all.ts';
import { formatSending, joinSendings, statusOfSending } from '../network/sending-report.ts';
import { type Desk, openDesk, type StationOptions } from '../station/open-desk.ts';

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
  return results.length === 0 ? { ...joined, lines: [context.texts.nothingToSend] } : joined;
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

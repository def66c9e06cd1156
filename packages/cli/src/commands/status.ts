import { setTimeout } from 'node:timers/promises';
import { openStation, readStatus, type StationStatus } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { exitStatus } from '../exit-status.ts';
import { locateStation, type StationOptions } from '../station/open-desk.ts';

/** Options of `scelle status`. */
export interface StatusOptions extends StationOptions {
  readonly watch?: boolean;
}

const WATCH_INTERVAL = 2000;

/** `scelle status`: tells how things stand, and by the exit status whether a person is needed. */
export async function status(context: CommandContext, options: StatusOptions): Promise<CommandResult> {
  using station = await openStation(locateStation(context, options), { readOnly: true });
  if (options.watch === true) await watch(context, () => readStatus(station));
  const now = readStatus(station);
  return {
    status: now.needsPerson ? exitStatus.attention : exitStatus.done,
    document: now,
    lines: context.texts.status(now),
  };
}

/** Shows the status anew whenever it changes, until a signal comes. */
async function watch({ texts, terminal, interruption }: CommandContext, read: () => StationStatus): Promise<void> {
  let shown = '';
  while (!interruption.signal.aborted) {
    const now = read();
    const text = JSON.stringify(now);
    if (text !== shown) for (const line of texts.status(now)) terminal.notice(line);
    shown = text;
    await setTimeout(WATCH_INTERVAL, undefined, { signal: interruption.signal }).catch(() => undefined);
  }
}

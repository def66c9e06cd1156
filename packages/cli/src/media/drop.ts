import { dropWaitingSet } from '@scelle/media/internal';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { toShownSet } from './waiting-sets.ts';

const texts = { en, fr };

/** Options of `scelle media drop`. */
export interface MediaDropOptions extends StationOptions {
  readonly reason: string;
}

/** `scelle media drop`: removes what a station has read of a set that nobody will complete. */
export async function mediaDrop(
  context: CommandContext,
  name: string,
  options: MediaDropOptions,
): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'media drop');
  const { station } = opened;
  const { reason } = options;
  // The entry comes first: whoever is interrupted drops again, and nothing goes without one.
  const dropped = await dropWaitingSet(station.layout.discSessions, name, async (set) => {
    const { key, sender, label, reason: found } = toShownSet(set);
    const details = { reason, set: key, label, found };
    const act = { command: 'media drop', act: 'set-dropped', result: 'done', details };
    const entry = sender === null ? act : { ...act, party: sender };
    await station.exclusively(async () => station.change((inside) => inside.record(entry)));
  });
  const shown = toShownSet(dropped);
  return { document: { dropped: shown, reason }, lines: [texts[context.language].setDropped(shown)] };
}

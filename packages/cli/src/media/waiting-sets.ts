import { dropWaitingSet, listWaitingSets, type WaitingSet } from '@scelle/media/internal';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import type { Line } from '../kernel/line.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { en, type ShownSet } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** The sets that wait in a folder of sessions. */
export async function listShownSets(folder: string): Promise<readonly ShownSet[]> {
  return (await listWaitingSets(folder)).map(toShownSet);
}

/** Without what only programs read. */
export function toShownSet({ description, ...set }: WaitingSet): ShownSet {
  const { sender = null, label = null, items = [] } = description ?? {};
  return { ...set, sender, label, items: items.length };
}

/** Sets that wait in lines, each with the command that ends its waiting. */
export function formatSets({ language }: CommandContext, sets: readonly ShownSet[]): readonly Line[] {
  return texts[language].waitingSets(sets);
}

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
    const act = { command: 'media drop', act: 'set-dropped', result: 'done', details } as const;
    const entry = sender === null ? act : { ...act, party: sender };
    await station.exclusively(async () => station.change((inside) => inside.record(entry)));
  });
  const shown = toShownSet(dropped);
  return { document: { dropped: shown, reason }, lines: [texts[context.language].setDropped(shown)] };
}

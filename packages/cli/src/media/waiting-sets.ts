import { listWaitingSets, type WaitingSet } from '@scelle/media/internal';
import type { CommandContext } from '../kernel/context.ts';
import type { Line } from '../kernel/line.ts';
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

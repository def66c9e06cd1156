import { encodeCardFile, fingerprintWords, listCards, StationError } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';

/** Options of `scelle card`. */
export interface CardOptions extends StationOptions {
  readonly number?: number;
}

/** `scelle card`: prints the newest card of this station, or an earlier one. */
export async function card(context: CommandContext, options: CardOptions): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'card');
  const {
    station: { database, name },
  } = desk;
  const cards = listCards(database, name);
  const stored = options.number === undefined ? cards.at(-1) : cards[options.number - 1];
  if (stored === undefined) throw new StationError('card-unknown', { name, found: options.number ?? 1 });
  const words = fingerprintWords(stored.document, context.language);
  const file = new TextDecoder().decode(encodeCardFile(stored));
  const { party, number } = stored.card;
  if (!context.json) for (const line of context.texts.ownCard({ party, number, words })) context.terminal.notice(line);
  const document = { card: stored.card, digest: stored.digest, words, file };
  return { document, lines: file.slice(0, -1).split('\n') };
}

import {
  encodeCardFile,
  fingerprintWords,
  listCards,
  requireClock,
  StationError,
  type StoredCard,
} from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { isNetworkCard, issueNetworkCard, type NetworkCardOptions } from '../network/issue-network-card.ts';
import { type Desk, openDesk, type StationOptions } from '../station/open-desk.ts';

/** Options of `scelle card`. */
export interface CardOptions extends StationOptions, NetworkCardOptions {
  readonly number?: number;
}

/** `scelle card`: prints the newest card of this station, or an earlier one; with an address, the next one. */
export async function card(context: CommandContext, options: CardOptions): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'card');
  if (isNetworkCard(options)) {
    requireClock(desk.station, desk.settings);
    await issueNetworkCard(context, desk, options);
  }
  const stored = findCard(desk, options);
  const words = fingerprintWords(stored.document, context.language);
  const file = new TextDecoder().decode(encodeCardFile(stored));
  const { party, number } = stored.card;
  if (!context.json) for (const line of context.texts.ownCard({ party, number, words })) context.terminal.notice(line);
  const document = { card: stored.card, digest: stored.digest, words, file };
  return { document, lines: file.slice(0, -1).split('\n') };
}

function findCard({ station: { database, name } }: Desk, { number }: CardOptions): StoredCard {
  const cards = listCards(database, name);
  const stored = number === undefined ? cards.at(-1) : cards[number - 1];
  if (stored === undefined) throw new StationError('card-unknown', { name, found: number ?? 1 });
  return stored;
}

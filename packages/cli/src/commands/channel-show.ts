import { findCurrentCard, findSuspension, listCurrentCards, listNotices, StationError } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';

/** `scelle channel show`: tells which network channels are open, and what was ever said of them. */
export async function channelShow(
  context: CommandContext,
  only: string | undefined,
  options: StationOptions,
): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'channel show');
  const { station } = desk;
  if (only !== undefined && findCurrentCard(station.database, only) === null) {
    throw new StationError('peer-unknown', { name: only });
  }
  const peers = listCurrentCards(station.database).map(({ card }) => card.party);
  const channels = peers
    .filter((peer) => peer !== station.name && (only === undefined || peer === only))
    .map((peer) => ({ peer, state: findSuspension(station, peer) === null ? 'open' : 'suspended' }) as const);
  const notices = listNotices(station.database, station.receivesFor)
    .map(({ notice }) => notice)
    .filter(({ peer, station: issuer }) => only === undefined || [peer, issuer].includes(only));
  const document = { channels, notices };
  return { document, lines: context.texts.channels(document) };
}

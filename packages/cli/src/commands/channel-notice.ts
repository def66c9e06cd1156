import { type ChannelState, findCurrentCard, issueNotice, listCurrentCards, type Station } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';
import { loadStationSigner } from '../station/signer.ts';

/** Options of `scelle channel suspend` and `scelle channel resume`. */
export interface ChannelNoticeOptions extends StationOptions {
  readonly channel: 'network';
  readonly reference: string;
  readonly reason: string;
  readonly passphraseFile?: string;
}

/** `scelle channel suspend` and `scelle channel resume`: signs the notice, to which the receiver keeps at once. */
export async function channelNotice(
  context: CommandContext,
  peer: string,
  state: ChannelState,
  options: ChannelNoticeOptions,
): Promise<CommandResult> {
  using desk = await openDesk(context, options, state === 'open' ? 'channel resume' : 'channel suspend');
  const { station } = desk;
  const { reference, reason } = options;
  const signer = await loadStationSigner(context, station, options);
  try {
    const { notice } = await issueNotice(station, { peer, state, reference, reason, signer });
    const gateway = findGateway(station);
    return { document: { notice }, lines: context.texts.noticeIssued({ notice, gateway }) };
  } finally {
    signer.wipe();
  }
}

/** The gateway of this party, which has to be told; null where there is none. */
function findGateway({ database, name }: Station): string | null {
  const address = findCurrentCard(database, name)?.card.address ?? null;
  const gateways = listCurrentCards(database).filter(({ card }) => card.role === 'gateway');
  return gateways.find(({ card }) => card.address === address)?.card.party ?? null;
}

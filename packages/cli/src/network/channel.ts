import { findCurrentCard, type Station, StationError } from '@scelle/station';
import {
  type ChannelState,
  findSuspension,
  issueNotice,
  listCurrentCards,
  listNotices,
} from '@scelle/station/internal';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { loadStationSigner } from '../keys/station-keys.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

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
  using opened = await openForCommand(context, options, state === 'open' ? 'channel resume' : 'channel suspend');
  const { station } = opened;
  const { reference, reason } = options;
  const signer = await loadStationSigner(context, station, options);
  try {
    const { notice } = await issueNotice(station, { peer, state, reference, reason, signer });
    const gateway = await findGateway(station);
    return { document: { notice }, lines: texts[context.language].noticeIssued({ notice, gateway }) };
  } finally {
    signer.wipe();
  }
}

/** The gateway of this party, which has to be told; null where there is none. */
async function findGateway({ ledger, name }: Station): Promise<string | null> {
  const address = (await findCurrentCard(ledger, name))?.card.address ?? null;
  const gateways = (await listCurrentCards(ledger)).filter(({ card }) => card.role === 'gateway');
  return gateways.find(({ card }) => card.address === address)?.card.party ?? null;
}

/** `scelle channel show`: tells which network channels are open, and what was ever said of them. */
export async function channelShow(
  context: CommandContext,
  only: string | undefined,
  options: StationOptions,
): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'channel show');
  const { station } = opened;
  if (only !== undefined && (await findCurrentCard(station.ledger, only)) === null) {
    throw new StationError('peer-unknown', { name: only });
  }
  const peers = (await listCurrentCards(station.ledger)).map(({ card }) => card.party);
  const channels = await Array.fromAsync(
    peers.filter((peer) => peer !== station.name && (only === undefined || peer === only)),
    async (peer) => ({ peer, state: (await findSuspension(station, peer)) === null ? 'open' : 'suspended' }) as const,
  );
  const notices = (await listNotices(station.ledger, station.receivesFor))
    .map(({ notice }) => notice)
    .filter(({ peer, station: issuer }) => only === undefined || [peer, issuer].includes(only));
  const document = { channels, notices };
  return { document, lines: texts[context.language].channels(document) };
}

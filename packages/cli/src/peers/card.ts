import { fingerprintWords, issueCard, type OpenedStation, StationError, type StoredCard } from '@scelle/station';
import {
  addressContent,
  encodeCardFile,
  isAddress,
  listCards,
  nextContent,
  requireClock,
  withGateway,
} from '@scelle/station/internal';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { loadStationSigner, type SignerOptions } from '../keys/station-keys.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle card`. */
export interface CardOptions extends StationOptions, NetworkCardOptions {
  readonly number?: number;
}

/** `scelle card`: prints the newest card of this station, or an earlier one; with an address, the next one. */
export async function card(context: CommandContext, options: CardOptions): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'card');
  if (isNetworkCard(options)) {
    await requireClock(opened.station, opened.settings);
    await issueNetworkCard(context, opened, options);
  }
  const stored = await findCard(opened, options);
  const words = fingerprintWords(stored.document, context.language);
  const file = new TextDecoder().decode(encodeCardFile(stored));
  const { party, number } = stored.card;
  if (!context.json)
    for (const line of texts[context.language].ownCard({ party, number, words })) context.terminal.notice(line);
  const document = { card: stored.card, digest: stored.digest, words, file };
  return { document, lines: file.slice(0, -1).split('\n') };
}

async function findCard({ station: { ledger, name } }: OpenedStation, { number }: CardOptions): Promise<StoredCard> {
  const cards = await listCards(ledger, name);
  const stored = number === undefined ? cards.at(-1) : cards[number - 1];
  if (stored === undefined) throw new StationError('card-unknown', { name, found: number ?? 1 });
  return stored;
}

/** What the next card is to say of the network. */
export interface NetworkCardOptions extends SignerOptions {
  /** `https://host:port`. */
  readonly address?: string;
  /** The peer with the role gateway that stands on the network for this station. */
  readonly gateway?: string;
}

/** What an address looks like. */
const ADDRESS = 'https://HOST:PORT';

/** Whether the next card is wanted. */
export function isNetworkCard({ address, gateway }: NetworkCardOptions): boolean {
  return address !== undefined || gateway !== undefined;
}

/**
 * Issues the next card of a station, with the address at which it is reached or the gateway that stands for it. Throws
 * `option-value-invalid` for what is no address, and the codes of `withGateway`, `addressContent` and `issueCard`.
 */
export async function issueNetworkCard(
  context: CommandContext,
  { station, settings }: OpenedStation,
  options: NetworkCardOptions,
): Promise<void> {
  const { address, gateway } = options;
  if (address !== undefined && gateway !== undefined) {
    throw new CliError('options-conflict', { name: '--address', found: '--gateway' });
  }
  if (address !== undefined && !isAddress(address)) {
    throw new CliError('option-value-invalid', { name: '--address', found: address.slice(0, 80), expected: ADDRESS });
  }
  const { ledger, environment } = station;
  const own = await loadStationSigner(context, station, options);
  try {
    await station.exclusively(async () => {
      const content =
        address === undefined
          ? await withGateway(ledger, await nextContent(station), gateway!)
          : await addressContent(station, address, settings);
      const signers = { own, previous: null };
      await issueCard(station, content, signers, { now: environment.now(), command: 'card' });
    });
  } finally {
    own.wipe();
  }
}

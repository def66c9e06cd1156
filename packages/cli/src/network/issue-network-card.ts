import { addressContent, isAddress, issueCard, nextContent, withGateway } from '@scelle/station';
import type { CommandContext } from '../command-context.ts';
import { CliError } from '../errors/cli-error.ts';
import type { Desk } from '../station/open-desk.ts';
import { loadStationSigner, type SignerOptions } from '../station/signer.ts';

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
  { station, settings }: Desk,
  options: NetworkCardOptions,
): Promise<void> {
  const { address, gateway } = options;
  if (address !== undefined && gateway !== undefined) {
    throw new CliError('options-conflict', { name: '--address', found: '--gateway' });
  }
  if (address !== undefined && !isAddress(address)) {
    throw new CliError('option-value-invalid', { name: '--address', found: address.slice(0, 80), expected: ADDRESS });
  }
  const { database, environment, record } = station;
  const own = await loadStationSigner(context, station, options);
  try {
    await station.exclusively(async () => {
      const content =
        address === undefined
          ? withGateway(database, await nextContent(station), gateway!)
          : await addressContent(station, address, settings);
      const signers = { own, previous: null };
      await issueCard(database, content, signers, { now: environment.now(), command: 'card' }, record);
    });
  } finally {
    own.wipe();
  }
}

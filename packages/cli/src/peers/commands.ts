import { addCommand, type Frame } from '../kernel/frame.ts';
import { integerParser, nameParser } from '../kernel/parsers.ts';
import type { StationOptions } from '../kernel/station.ts';
import type { CardOptions } from './card.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { PeerAddOptions, PeerRevokeOptions } from './peers.ts';

const texts = { en, fr };

/** Declares `scelle card`. */
export function declareCard(frame: Frame): void {
  const { perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'card')
    .stationOption()
    .option('--address <URL>', help.options.cardAddress)
    .option('--gateway <PEER>', help.options.cardGateway, nameParser('--gateway'))
    .passphraseOption()
    .option('--number <N>', help.options.cardNumber, integerParser('--number', 1, Number.MAX_SAFE_INTEGER))
    .action((options: CardOptions) => perform(async (context) => (await import('./card.ts')).card(context, options)));
}

/** Declares `scelle peer` and its commands. */
export function declarePeer(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  const peer = addCommand(frame, help, 'peer');
  addCommand(frame, help, 'peer add', peer)
    .argument('<CARD>', help.arguments.cardFile)
    .option('--yes', help.options.confirmedByWords)
    .option('--reintroduce', help.options.reintroduce)
    .stationOption()
    .action((file: string, options: PeerAddOptions) =>
      perform(async (context) => (await import('./peers.ts')).peerAdd(context, file, options)),
    );
  addCommand(frame, help, 'peer list', peer)
    .stationOption()
    .action((options: StationOptions) =>
      perform(async (context) => (await import('./peers.ts')).peerList(context, options)),
    );
  addCommand(frame, help, 'peer show', peer)
    .argument('<PEER>', shared.arguments.party, nameParser('PEER'))
    .stationOption()
    .action((party: string, options: StationOptions) =>
      perform(async (context) => (await import('./peers.ts')).peerShow(context, party, options)),
    );
  addCommand(frame, help, 'peer revoke', peer)
    .argument('<KEY>', help.arguments.publicKey)
    .requiredOption('--from <TIME>', help.options.revokedFrom)
    .requiredOption('--reason <TEXT>', shared.options.reason)
    .stationOption()
    .action((key: string, options: PeerRevokeOptions) =>
      perform(async (context) => (await import('./peers.ts')).peerRevoke(context, key, options)),
    );
}

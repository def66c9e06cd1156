import type { PeerAddOptions } from '../commands/peer-add.ts';
import type { PeerRevokeOptions } from '../commands/peer-revoke.ts';
import { nameParser } from '../options/parsers.ts';
import type { StationOptions } from '../station/open-desk.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle peer` and its commands. */
export function declarePeer(frame: Frame): void {
  const { help, perform } = frame;
  const peer = addCommand(frame, 'peer');
  addCommand(frame, 'peer add', peer)
    .argument('<CARD>', help.arguments.cardFile)
    .option('--yes', help.options.confirmedByWords)
    .option('--reintroduce', help.options.reintroduce)
    .option('--station <DIR>', help.options.station)
    .action((file: string, options: PeerAddOptions) =>
      perform(async (context) => (await import('../commands/peer-add.ts')).peerAdd(context, file, options)),
    );
  addCommand(frame, 'peer list', peer)
    .option('--station <DIR>', help.options.station)
    .action((options: StationOptions) =>
      perform(async (context) => (await import('../commands/peer-list.ts')).peerList(context, options)),
    );
  addCommand(frame, 'peer show', peer)
    .argument('<PEER>', help.arguments.party, nameParser('PEER'))
    .option('--station <DIR>', help.options.station)
    .action((party: string, options: StationOptions) =>
      perform(async (context) => (await import('../commands/peer-show.ts')).peerShow(context, party, options)),
    );
  addCommand(frame, 'peer revoke', peer)
    .argument('<KEY>', help.arguments.publicKey)
    .requiredOption('--from <TIME>', help.options.revokedFrom)
    .requiredOption('--reason <TEXT>', help.options.reason)
    .option('--station <DIR>', help.options.station)
    .action((key: string, options: PeerRevokeOptions) =>
      perform(async (context) => (await import('../commands/peer-revoke.ts')).peerRevoke(context, key, options)),
    );
}

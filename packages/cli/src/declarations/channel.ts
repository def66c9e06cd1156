import type { ChannelNoticeOptions } from '../commands/channel-notice.ts';
import { choiceParser, nameParser } from '../options/parsers.ts';
import type { StationOptions } from '../station/open-desk.ts';
import { addCommand, type Frame } from './frame.ts';

const decisions = [
  ['channel suspend', 'suspended'],
  ['channel resume', 'open'],
] as const;

/** Declares `scelle channel` and its commands. */
export function declareChannel(frame: Frame): void {
  const { help, perform } = frame;
  const channel = addCommand(frame, 'channel');
  for (const [name, state] of decisions) {
    addCommand(frame, name, channel)
      .argument('<PEER>', help.arguments.party, nameParser('PEER'))
      .option('--channel <network>', help.options.channel, choiceParser('--channel', ['network']), 'network')
      .requiredOption('--reference <TEXT>', help.options.noticeReference)
      .requiredOption('--reason <TEXT>', help.options.reason)
      .option('--passphrase-file <FILE>', help.options.passphraseFile)
      .option('--station <DIR>', help.options.station)
      .action((peer: string, options: ChannelNoticeOptions) =>
        perform(async (context) =>
          (await import('../commands/channel-notice.ts')).channelNotice(context, peer, state, options),
        ),
      );
  }
  addCommand(frame, 'channel show', channel)
    .argument('[PEER]', help.arguments.party, nameParser('PEER'))
    .option('--station <DIR>', help.options.station)
    .action((peer: string | undefined, options: StationOptions) =>
      perform(async (context) => (await import('../commands/channel-show.ts')).channelShow(context, peer, options)),
    );
}

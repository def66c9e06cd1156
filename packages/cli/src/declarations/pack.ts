import { integerParser, listParser, nameParser } from '../options/parsers.ts';
import type { GivenPackOptions } from '../packing/pack-options.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle pack`. */
export function declarePack(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'pack')
    .argument('<INPUT...>', help.arguments.inputs)
    .option('--sender <NAME>', help.options.sender, nameParser('--sender'))
    .option('--recipient <NAME>', help.options.recipientName, nameParser('--recipient'))
    .option('--to <PEER>', help.options.packTo, nameParser('--to'))
    .option('--station <DIR>', help.options.station)
    .option('--replaces <N>', help.options.replaces, integerParser('--replaces', 1, Number.MAX_SAFE_INTEGER))
    .requiredOption('--stream <NAME>', help.options.stream, nameParser('--stream'))
    .option('--sequence <N>', help.options.sequence, integerParser('--sequence', 1, Number.MAX_SAFE_INTEGER))
    .option('--previous <BATCH|DIGEST>', help.options.previous)
    .option('--key <FILE>', help.options.key)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--recipient-key <FILE>', help.options.recipientKey, listParser())
    .option('--segments <DIR>', help.options.segments)
    .option('--content <FILE>', help.options.content)
    .option('--profile <NAME>', help.options.profile)
    .option('--rejects <FILE>', help.options.rejects)
    .option('--out <DIR|FILE>', help.options.packOut)
    .action((inputs: string[], options: GivenPackOptions) =>
      perform(async (context) => {
        const { isForPeer, requireFileOptions, requirePeerOptions } = await import('../packing/pack-options.ts');
        if (isForPeer(options)) {
          return (await import('../commands/pack-to.ts')).packTo(context, inputs, requirePeerOptions(options));
        }
        return (await import('../commands/pack.ts')).pack(context, inputs, requireFileOptions(options));
      }),
    );
}

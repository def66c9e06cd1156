import type { PackOptions } from '../commands/pack.ts';
import { integerParser, listParser, nameParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle pack`. */
export function declarePack(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'pack')
    .argument('<INPUT...>', help.arguments.inputs)
    .requiredOption('--sender <NAME>', help.options.sender, nameParser('--sender'))
    .requiredOption('--recipient <NAME>', help.options.recipientName, nameParser('--recipient'))
    .requiredOption('--stream <NAME>', help.options.stream, nameParser('--stream'))
    .requiredOption('--sequence <N>', help.options.sequence, integerParser('--sequence', 1, Number.MAX_SAFE_INTEGER))
    .option('--previous <BATCH|DIGEST>', help.options.previous)
    .requiredOption('--key <FILE>', help.options.key)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .requiredOption('--recipient-key <FILE>', help.options.recipientKey, listParser())
    .option('--segments <DIR>', help.options.segments)
    .option('--content <FILE>', help.options.content)
    .option('--profile <NAME>', help.options.profile)
    .option('--rejects <FILE>', help.options.rejects)
    .requiredOption('--out <DIR|FILE>', help.options.packOut)
    .action((inputs: string[], options: PackOptions) =>
      perform(async (context) => (await import('../commands/pack.ts')).pack(context, inputs, options)),
    );
}

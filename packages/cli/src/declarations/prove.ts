import type { ProveOptions } from '../commands/prove.ts';
import { listParser, namedFilesParser, nameParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle prove`. */
export function declareProve(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'prove')
    .argument('<BATCH>', help.arguments.batch)
    .option('--signer <NAME=FILE>', help.options.signer, namedFilesParser('--signer'))
    .option('--require <ROLE=FILE>', help.options.require, namedFilesParser('--require'))
    .option('--recipient <NAME>', help.options.expectedRecipient, nameParser('--recipient'))
    .option('--recipient-key <FILE>', help.options.allowedRecipientKey, listParser())
    .requiredOption('--identity <FILE>', help.options.identity)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .requiredOption('--record <ID>', help.options.recordId)
    .option('--without-content', help.options.withoutContent)
    .requiredOption('--out <FILE>', help.options.proofOut)
    .action((batch: string, options: ProveOptions) =>
      perform(async (context) => (await import('../commands/prove.ts')).prove(context, batch, options)),
    );
}

import type { OpenOptions } from '../commands/open.ts';
import { listParser, namedFilesParser, nameParser, sizeParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle open`. */
export function declareOpen(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'open')
    .argument('<BATCH>', help.arguments.batch)
    .option('--signer <NAME=FILE>', help.options.signer, namedFilesParser('--signer'))
    .option('--require <ROLE=FILE>', help.options.require, namedFilesParser('--require'))
    .option('--recipient <NAME>', help.options.expectedRecipient, nameParser('--recipient'))
    .option('--recipient-key <FILE>', help.options.allowedRecipientKey, listParser())
    .option('--identity <FILE>', help.options.identity)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--share <FILE>', help.options.share, listParser())
    .option('--share-passphrase-file <FILE>', help.options.sharePassphraseFile, listParser())
    .option('--max-size <BYTES>', help.options.maxSize, sizeParser('--max-size'))
    .requiredOption('--out <DIR|->', help.options.openOut)
    .action((batch: string, options: OpenOptions) =>
      perform(async (context) => (await import('../commands/open.ts')).open(context, batch, options)),
    );
}

import type { VerifyOptions } from '../commands/verify.ts';
import { listParser, namedFilesParser, nameParser, sizeParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle verify`. */
export function declareVerify(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'verify')
    .argument('<BATCH...>', help.arguments.batches)
    .option('--signer <NAME=FILE>', help.options.signer, namedFilesParser('--signer'))
    .option('--require <ROLE=FILE>', help.options.require, namedFilesParser('--require'))
    .option('--recipient <NAME>', help.options.expectedRecipient, nameParser('--recipient'))
    .option('--recipient-key <FILE>', help.options.allowedRecipientKey, listParser())
    .option('--identity <FILE>', help.options.identity)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--share <FILE>', help.options.share, listParser())
    .option('--share-passphrase-file <FILE>', help.options.sharePassphraseFile, listParser())
    .option('--sealed', help.options.sealed)
    .option('--report <FILE>', help.options.report)
    .option('--details', help.options.details)
    .option('--max-size <BYTES>', help.options.maxSize, sizeParser('--max-size'))
    .action((batches: string[], options: VerifyOptions) =>
      perform(async (context) => (await import('../commands/verify.ts')).verify(context, batches, options)),
    );
}

import type { ExportOptions } from '../commands/export.ts';
import { choiceParser, listParser, namedFilesParser, nameParser, sizeParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle export`. */
export function declareExport(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'export')
    .argument('<BATCH>', help.arguments.batch)
    .requiredOption(
      '--format <csv|acns|xarf|stix>',
      help.options.exportFormat,
      choiceParser('--format', ['csv', 'acns', 'xarf', 'stix']),
    )
    .option('--mapping <FILE>', help.options.mapping)
    .option('--no-neutralise-formulas', help.options.noNeutraliseFormulas)
    .option('--notes <FILE>', help.options.notes)
    .option('--skip-refused', help.options.skipRefused)
    .option('--signer <NAME=FILE>', help.options.signer, namedFilesParser('--signer'))
    .option('--require <ROLE=FILE>', help.options.require, namedFilesParser('--require'))
    .option('--recipient <NAME>', help.options.expectedRecipient, nameParser('--recipient'))
    .option('--recipient-key <FILE>', help.options.allowedRecipientKey, listParser())
    .option('--identity <FILE>', help.options.identity)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--share <FILE>', help.options.share, listParser())
    .option('--share-passphrase-file <FILE>', help.options.sharePassphraseFile, listParser())
    .option('--max-size <BYTES>', help.options.maxSize, sizeParser('--max-size'))
    .requiredOption('--out <FILE|->', help.options.exportOut)
    .action((batch: string, options: ExportOptions) =>
      perform(async (context) => (await import('../commands/export.ts')).exportBatch(context, batch, options)),
    );
}

import type { ExportOptions } from '../commands/export.ts';
import type { ExportImportedOptions } from '../commands/export-imported.ts';
import { choiceParser, listParser, namedFilesParser, nameParser, sizeParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';
import { requireArgument } from './require-argument.ts';

/** Declares `scelle export`. */
export function declareExport(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'export')
    .argument('[BATCH]', help.arguments.batch)
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
    .option('--from-database', help.options.fromDatabase)
    .option('--into <URL>', help.options.into)
    .option('--station <DIR>', help.options.station)
    .requiredOption('--out <FILE|->', help.options.exportOut)
    .action((batch: string | undefined, options: ExportOptions & ExportImportedOptions) =>
      perform(async (context) =>
        options.fromDatabase
          ? (await import('../commands/export-imported.ts')).exportImported(context, batch, options)
          : (await import('../commands/export.ts')).exportBatch(context, requireArgument(batch, 'BATCH'), options),
      ),
    );
}

import { addCommand, type Frame, requireArgument } from '../kernel/frame.ts';
import { choiceParser, listParser, namedFilesParser, nameParser, sizeParser } from '../kernel/parsers.ts';
import type { ConvertOptions } from './convert.ts';
import { en } from './en.ts';
import type { ExportOptions } from './export.ts';
import type { ExportImportedOptions } from './export-imported.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Declares `scelle convert`. */
export function declareConvert(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'convert')
    .argument('<INPUT...>', help.arguments.convertInputs)
    .requiredOption(
      '--format <csv|acns|xarf>',
      help.options.importFormat,
      choiceParser('--format', ['csv', 'acns', 'xarf']),
    )
    .option('--mapping <FILE>', help.options.mapping)
    .option('--profile <NAME>', shared.options.profile)
    .option('--notes <FILE>', help.options.notes)
    .option('--skip-refused', help.options.skipRefused)
    .option('--out <FILE|->', help.options.convertOut, '-')
    .action((inputs: string[], options: ConvertOptions) =>
      perform(async (context) => (await import('./convert.ts')).convert(context, inputs, options)),
    );
}

/** Declares `scelle export`. */
export function declareExport(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'export')
    .argument('[BATCH]', shared.arguments.batch)
    .requiredOption(
      '--format <csv|acns|xarf|stix>',
      help.options.exportFormat,
      choiceParser('--format', ['csv', 'acns', 'xarf', 'stix']),
    )
    .option('--mapping <FILE>', help.options.mapping)
    .option('--no-neutralise-formulas', help.options.noNeutraliseFormulas)
    .option('--notes <FILE>', help.options.notes)
    .option('--skip-refused', help.options.skipRefused)
    .option('--signer <NAME=FILE>', shared.options.signer, namedFilesParser('--signer'))
    .option('--require <ROLE=FILE>', shared.options.require, namedFilesParser('--require'))
    .option('--recipient <NAME>', shared.options.expectedRecipient, nameParser('--recipient'))
    .option('--recipient-key <FILE>', shared.options.allowedRecipientKey, listParser())
    .option('--identity <FILE>', shared.options.identity)
    .option('--passphrase-file <FILE>', shared.options.passphraseFile)
    .option('--share <FILE>', shared.options.share, listParser())
    .option('--share-passphrase-file <FILE>', shared.options.sharePassphraseFile, listParser())
    .option('--max-size <BYTES>', shared.options.maxSize, sizeParser('--max-size'))
    .option('--from-database', shared.options.fromDatabase)
    .option('--into <URL>', shared.options.into)
    .option('--station <DIR>', shared.options.station)
    .requiredOption('--out <FILE|->', help.options.exportOut)
    .action((batch: string | undefined, options: ExportOptions & ExportImportedOptions) =>
      perform(async (context) =>
        options.fromDatabase
          ? (await import('./export-imported.ts')).exportImported(context, batch, options)
          : (await import('./export.ts')).exportBatch(context, requireArgument(batch, 'BATCH'), options),
      ),
    );
}

import { addCommand, type Frame, requireArgument } from '../kernel/frame.ts';
import { choiceParser, sizeParser } from '../kernel/parsers.ts';
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
    .policyOptions()
    .openingKeyOptions()
    .option('--max-size <BYTES>', shared.options.maxSize, sizeParser('--max-size'))
    .option('--from-database', shared.options.fromDatabase)
    .option('--into <URL>', shared.options.into)
    .stationOption()
    .requiredOption('--out <FILE|->', help.options.exportOut)
    .action((batch: string | undefined, options: ExportOptions & ExportImportedOptions) =>
      perform(async (context) =>
        options.fromDatabase
          ? (await import('./export-imported.ts')).exportImported(context, batch, options)
          : (await import('./export.ts')).exportBatch(context, requireArgument(batch, 'BATCH'), options),
      ),
    );
}

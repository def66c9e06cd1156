import type { ImportOptions } from '../commands/import.ts';
import { listParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle import`. */
export function declareImport(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'import')
    .argument('[BATCH...]', help.arguments.knownBatch)
    .option('--pending', help.options.pending)
    .option('--into <URL>', help.options.into)
    .option('--segments-folder <DIR>', help.options.segmentsFolder)
    .option('--station <DIR>', help.options.station)
    .option('--identity <FILE>', help.options.stationIdentity)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--share <FILE>', help.options.share, listParser())
    .option('--share-passphrase-file <FILE>', help.options.sharePassphraseFile, listParser())
    .action((batches: string[], options: ImportOptions) =>
      perform(async (context) => (await import('../commands/import.ts')).importBatches(context, batches, options)),
    );
}

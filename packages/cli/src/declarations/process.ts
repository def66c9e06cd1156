import type { ProcessOptions } from '../commands/process.ts';
import { listParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle process`. */
export function declareProcess(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'process')
    .option('--station <DIR>', help.options.station)
    .option('--identity <FILE>', help.options.stationIdentity)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--share <FILE>', help.options.share, listParser())
    .option('--share-passphrase-file <FILE>', help.options.sharePassphraseFile, listParser())
    .option('--reports <DIR>', help.options.reports)
    .action((options: ProcessOptions) =>
      perform(async (context) => (await import('../commands/process.ts')).processBatches(context, options)),
    );
}

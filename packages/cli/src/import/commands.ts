import { addCommand, type Frame } from '../kernel/frame.ts';
import { listParser } from '../kernel/parsers.ts';
import type { PurgeOptions, RetentionApplyOptions } from './erase.ts';
import type { ImportOptions } from './import.ts';
import type { StatsOptions } from './stats.ts';

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
      perform(async (context) => (await import('./import.ts')).importBatches(context, batches, options)),
    );
}

/** Declares `scelle stats`. */
export function declareStats(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'stats')
    .option('--into <URL>', help.options.into)
    .option('--report <FILE>', help.options.statsReport)
    .option('--station <DIR>', help.options.station)
    .action((options: StatsOptions) =>
      perform(async (context) => (await import('./stats.ts')).stats(context, options)),
    );
}

/** Declares `scelle retention apply`. */
export function declareRetention(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'retention apply', addCommand(frame, 'retention'))
    .option('--into <URL>', help.options.into)
    .option('--segments-folder <DIR>', help.options.segmentsFolder)
    .option('--certificate <FILE>', help.options.certificate)
    .option('--station <DIR>', help.options.station)
    .action((options: RetentionApplyOptions) =>
      perform(async (context) => (await import('./erase.ts')).retentionApply(context, options)),
    );
}

/** Declares `scelle purge`. */
export function declarePurge(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'purge')
    .option('--certificate <FILE>', help.options.certificate)
    .option('--station <DIR>', help.options.station)
    .action((options: PurgeOptions) =>
      perform(async (context) => (await import('./erase.ts')).purge(context, options)),
    );
}

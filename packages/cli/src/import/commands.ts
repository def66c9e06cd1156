import { addCommand, type Frame } from '../kernel/frame.ts';
import { en } from './en.ts';
import type { PurgeOptions, RetentionApplyOptions } from './erase.ts';
import { fr } from './fr.ts';
import type { ImportOptions } from './import.ts';
import type { StatsOptions } from './stats.ts';

const texts = { en, fr };

/** Declares `scelle import`. */
export function declareImport(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'import')
    .argument('[BATCH...]', shared.arguments.knownBatch)
    .option('--pending', help.options.pending)
    .option('--into <URL>', shared.options.into)
    .option('--segments-folder <DIR>', help.options.segmentsFolder)
    .stationOption()
    .openingKeyOptions(shared.options.stationIdentity)
    .action((batches: string[], options: ImportOptions) =>
      perform(async (context) => (await import('./import.ts')).importBatches(context, batches, options)),
    );
}

/** Declares `scelle stats`. */
export function declareStats(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'stats')
    .option('--into <URL>', shared.options.into)
    .option('--report <FILE>', help.options.statsReport)
    .stationOption()
    .action((options: StatsOptions) =>
      perform(async (context) => (await import('./stats.ts')).stats(context, options)),
    );
}

/** Declares `scelle retention apply`. */
export function declareRetention(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'retention apply', addCommand(frame, help, 'retention'))
    .option('--into <URL>', shared.options.into)
    .option('--segments-folder <DIR>', help.options.segmentsFolder)
    .option('--certificate <FILE>', help.options.certificate)
    .stationOption()
    .action((options: RetentionApplyOptions) =>
      perform(async (context) => (await import('./erase.ts')).retentionApply(context, options)),
    );
}

/** Declares `scelle purge`. */
export function declarePurge(frame: Frame): void {
  const { perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'purge')
    .option('--certificate <FILE>', help.options.certificate)
    .stationOption()
    .action((options: PurgeOptions) =>
      perform(async (context) => (await import('./erase.ts')).purge(context, options)),
    );
}

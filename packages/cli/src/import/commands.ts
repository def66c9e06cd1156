import { addCommand, type Frame } from '../kernel/frame.ts';
import { meanings } from '../kernel/meanings.ts';
import { en } from './en.ts';
import type { PurgeOptions, RetentionApplyOptions } from './erase.ts';
import { fr } from './fr.ts';
import type { ImportOptions } from './import.ts';
import type { StatsOptions } from './stats.ts';

const texts = { en, fr };

const segmentsFolder = {
  en: 'folder in which segments become files (default: that of scelle.toml, else rows)',
  fr: 'dossier où les segments deviennent des fichiers (par défaut : celui de scelle.toml, sinon des lignes)',
};
const certificate = {
  en: 'new file for the certificate; its .minisig lies beside it',
  fr: 'nouveau fichier pour le certificat ; son .minisig est à côté',
};

/** Declares `scelle import`. */
export function declareImport(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'import')
    .argument('[BATCH...]', say(meanings.knownBatch))
    .option(
      '--pending',
      say({ en: 'import all that was accepted and opened', fr: 'intégrer tout ce qui a été accepté et ouvert' }),
    )
    .option('--into <URL>', say(meanings.into))
    .option('--segments-folder <DIR>', say(segmentsFolder))
    .stationOption()
    .openingKeyOptions(meanings.stationIdentity)
    .action((batches: string[], options: ImportOptions) =>
      perform(async (context) => (await import('./import.ts')).importBatches(context, batches, options)),
    );
}

/** Declares `scelle stats`. */
export function declareStats(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'stats')
    .option('--into <URL>', say(meanings.into))
    .option(
      '--report <FILE>',
      say({ en: 'new HTML file for the statistics', fr: 'nouveau fichier HTML pour les statistiques' }),
    )
    .stationOption()
    .action((options: StatsOptions) =>
      perform(async (context) => (await import('./stats.ts')).stats(context, options)),
    );
}

/** Declares `scelle retention apply`. */
export function declareRetention(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'retention apply', addCommand(frame, help, 'retention'))
    .option('--into <URL>', say(meanings.into))
    .option('--segments-folder <DIR>', say(segmentsFolder))
    .option('--certificate <FILE>', say(certificate))
    .stationOption()
    .action((options: RetentionApplyOptions) =>
      perform(async (context) => (await import('./erase.ts')).retentionApply(context, options)),
    );
}

/** Declares `scelle purge`. */
export function declarePurge(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'purge')
    .option('--certificate <FILE>', say(certificate))
    .stationOption()
    .action((options: PurgeOptions) =>
      perform(async (context) => (await import('./erase.ts')).purge(context, options)),
    );
}

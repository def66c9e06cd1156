import { addCommand, type Frame } from '../kernel/frame.ts';
import { meanings } from '../kernel/meanings.ts';
import { integerParser, listParser, nameParser } from '../kernel/parsers.ts';
import type { StationOptions } from '../kernel/station.ts';
import type { BackupOptions, RestoreOptions } from './backup.ts';
import type { ConfirmSequenceOptions } from './confirm-sequence.ts';
import type { CustodyExportOptions, CustodyShowOptions } from './custody.ts';
import type { CustodyVerifyOptions } from './custody-verify.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { StatusOptions } from './status.ts';

const texts = { en, fr };

/** Declares `scelle status`. */
export function declareStatus(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'status')
    .stationOption()
    .option(
      '--watch',
      say({ en: 'show the status anew whenever it changes', fr: 'montrer l’état chaque fois qu’il change' }),
    )
    .action((options: StatusOptions) =>
      perform(async (context) => (await import('./status.ts')).status(context, options)),
    );
}

/** Declares `scelle doctor`. */
export function declareDoctor(frame: Frame): void {
  const { perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'doctor')
    .stationOption()
    .action((options: StationOptions) =>
      perform(async (context) => (await import('./doctor.ts')).doctor(context, options)),
    );
}

/** Declares `scelle backup`, `scelle restore` and `scelle confirm-sequence`. */
export function declareBackup(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'backup')
    .requiredOption('--out <FILE>', say({ en: 'new file for the backup', fr: 'nouveau fichier de la sauvegarde' }))
    .option(
      '--recipient-key <FILE>',
      say({
        en: 'file of recipients who can open the backup, in place of this station; may be repeated',
        fr: 'fichier de destinataires qui peuvent ouvrir la sauvegarde, au lieu de ce poste ; répétable',
      }),
      listParser(),
    )
    .stationOption()
    .action((options: BackupOptions) =>
      perform(async (context) => (await import('./backup.ts')).backup(context, options)),
    );
  addCommand(frame, help, 'restore')
    .argument('<BACKUP>', say({ en: 'backup made by "scelle backup"', fr: 'sauvegarde faite par « scelle backup »' }))
    .requiredOption('--out <DIR>', say({ en: 'new folder of the station', fr: 'nouveau dossier du poste' }))
    .openingKeyOptions({
      en: 'secret opening key to which the backup is sealed',
      fr: 'clé secrète d’ouverture pour laquelle la sauvegarde est scellée',
    })
    .action((file: string, options: RestoreOptions) =>
      perform(async (context) => (await import('./backup.ts')).restore(context, file, options)),
    );
  addCommand(frame, help, 'confirm-sequence')
    .requiredOption(
      '--peer <NAME>',
      say({ en: 'peer to whom the stream goes', fr: 'pair auquel va le flux' }),
      nameParser('--peer'),
    )
    .requiredOption('--stream <NAME>', say(meanings.stream), nameParser('--stream'))
    .requiredOption(
      '--last <N>',
      say({
        en: 'number of the last batch that was packed; 0 for none',
        fr: 'numéro du dernier lot composé ; 0 s’il n’y en a pas',
      }),
      integerParser('--last', 0, Number.MAX_SAFE_INTEGER),
    )
    .option(
      '--manifest <SHA-256>',
      say({
        en: 'digest of the manifest of that batch, where the ledger does not have it',
        fr: 'empreinte du manifeste de ce lot, si le registre ne l’a pas',
      }),
    )
    .option(
      '--reason <TEXT>',
      say({
        en: 'how it is known, in one line, for the custody log',
        fr: 'comment on le sait, en une ligne, pour le journal',
      }),
    )
    .stationOption()
    .action((options: ConfirmSequenceOptions) =>
      perform(async (context) => (await import('./confirm-sequence.ts')).confirmLastSequence(context, options)),
    );
}

/** Declares `scelle custody verify`, `scelle custody show` and `scelle custody export`. */
export function declareCustody(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  const custody = addCommand(frame, help, 'custody');
  addCommand(frame, help, 'custody verify', custody)
    .argument(
      '[EXPORT]',
      say({ en: 'a custody log made by "scelle custody export"', fr: 'journal fait par « scelle custody export »' }),
    )
    .stationOption()
    .option(
      '--against <FILE>',
      say({
        en: 'a receipt or signed head that was kept elsewhere; may be repeated',
        fr: 'accusé ou tête signée conservés ailleurs ; répétable',
      }),
      listParser(),
    )
    .option(
      '--key <FILE>',
      say({ en: 'custody key of the station whose log it is', fr: 'clé de journal du poste dont il provient' }),
    )
    .option(
      '--receipt-key <FILE>',
      say({
        en: 'with --key: the key of that station for the receipts of --against',
        fr: 'avec --key : la clé de ce poste pour les accusés de --against',
      }),
    )
    .action((file: string | undefined, options: CustodyVerifyOptions) =>
      perform(async (context) => (await import('./custody-verify.ts')).custodyVerify(context, file, options)),
    );
  addCommand(frame, help, 'custody show', custody)
    .argument('<BATCH>', say(meanings.knownBatch))
    .stationOption()
    .option('--report <FILE>', say(meanings.report))
    .action((batch: string, options: CustodyShowOptions) =>
      perform(async (context) => (await import('./custody.ts')).custodyShow(context, batch, options)),
    );
  addCommand(frame, help, 'custody export', custody)
    .stationOption()
    .requiredOption('--out <FILE>', say({ en: 'new file for the log', fr: 'nouveau fichier du journal' }))
    .action((options: CustodyExportOptions) =>
      perform(async (context) => (await import('./custody.ts')).custodyExport(context, options)),
    );
}

import { addCommand, type Frame } from '../kernel/frame.ts';
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
  const { perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'status')
    .stationOption()
    .option('--watch', help.options.watch)
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
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'backup')
    .requiredOption('--out <FILE>', help.options.backupOut)
    .option('--recipient-key <FILE>', help.options.backupRecipientKey, listParser())
    .stationOption()
    .action((options: BackupOptions) =>
      perform(async (context) => (await import('./backup.ts')).backup(context, options)),
    );
  addCommand(frame, help, 'restore')
    .argument('<BACKUP>', help.arguments.backup)
    .requiredOption('--out <DIR>', help.options.restoreOut)
    .openingKeyOptions(help.options.restoreIdentity)
    .action((file: string, options: RestoreOptions) =>
      perform(async (context) => (await import('./backup.ts')).restore(context, file, options)),
    );
  addCommand(frame, help, 'confirm-sequence')
    .requiredOption('--peer <NAME>', help.options.confirmedPeer, nameParser('--peer'))
    .requiredOption('--stream <NAME>', shared.options.stream, nameParser('--stream'))
    .requiredOption('--last <N>', help.options.confirmedLast, integerParser('--last', 0, Number.MAX_SAFE_INTEGER))
    .option('--manifest <SHA-256>', help.options.confirmedManifest)
    .option('--reason <TEXT>', help.options.confirmedBy)
    .stationOption()
    .action((options: ConfirmSequenceOptions) =>
      perform(async (context) => (await import('./confirm-sequence.ts')).confirmLastSequence(context, options)),
    );
}

/** Declares `scelle custody verify`, `scelle custody show` and `scelle custody export`. */
export function declareCustody(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  const custody = addCommand(frame, help, 'custody');
  addCommand(frame, help, 'custody verify', custody)
    .argument('[EXPORT]', help.arguments.custodyExport)
    .stationOption()
    .option('--against <FILE>', help.options.custodyAgainst, listParser())
    .option('--key <FILE>', help.options.custodyKey)
    .option('--receipt-key <FILE>', help.options.receiptKey)
    .action((file: string | undefined, options: CustodyVerifyOptions) =>
      perform(async (context) => (await import('./custody-verify.ts')).custodyVerify(context, file, options)),
    );
  addCommand(frame, help, 'custody show', custody)
    .argument('<BATCH>', shared.arguments.knownBatch)
    .stationOption()
    .option('--report <FILE>', shared.options.report)
    .action((batch: string, options: CustodyShowOptions) =>
      perform(async (context) => (await import('./custody.ts')).custodyShow(context, batch, options)),
    );
  addCommand(frame, help, 'custody export', custody)
    .stationOption()
    .requiredOption('--out <FILE>', help.options.custodyOut)
    .action((options: CustodyExportOptions) =>
      perform(async (context) => (await import('./custody.ts')).custodyExport(context, options)),
    );
}

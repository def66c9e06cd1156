import type { BackupOptions } from '../commands/backup.ts';
import type { ConfirmSequenceOptions } from '../commands/confirm-sequence.ts';
import type { RestoreOptions } from '../commands/restore.ts';
import { integerParser, listParser, nameParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle backup`, `scelle restore` and `scelle confirm-sequence`. */
export function declareBackup(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'backup')
    .requiredOption('--out <FILE>', help.options.backupOut)
    .option('--recipient-key <FILE>', help.options.backupRecipientKey, listParser())
    .option('--station <DIR>', help.options.station)
    .action((options: BackupOptions) =>
      perform(async (context) => (await import('../commands/backup.ts')).backup(context, options)),
    );
  addCommand(frame, 'restore')
    .argument('<BACKUP>', help.arguments.backup)
    .requiredOption('--out <DIR>', help.options.restoreOut)
    .option('--identity <FILE>', help.options.restoreIdentity)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--share <FILE>', help.options.share, listParser())
    .option('--share-passphrase-file <FILE>', help.options.sharePassphraseFile, listParser())
    .action((file: string, options: RestoreOptions) =>
      perform(async (context) => (await import('../commands/restore.ts')).restore(context, file, options)),
    );
  addCommand(frame, 'confirm-sequence')
    .requiredOption('--peer <NAME>', help.options.confirmedPeer, nameParser('--peer'))
    .requiredOption('--stream <NAME>', help.options.stream, nameParser('--stream'))
    .requiredOption('--last <N>', help.options.confirmedLast, integerParser('--last', 0, Number.MAX_SAFE_INTEGER))
    .option('--manifest <SHA-256>', help.options.confirmedManifest)
    .option('--reason <TEXT>', help.options.confirmedBy)
    .option('--station <DIR>', help.options.station)
    .action((options: ConfirmSequenceOptions) =>
      perform(async (context) =>
        (await import('../commands/confirm-sequence.ts')).confirmLastSequence(context, options),
      ),
    );
}

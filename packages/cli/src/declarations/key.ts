import type { KeyRotateOpeningOptions, KeyRotateSigningOptions } from '../commands/key-rotate.ts';
import type { KeyRotateCertificateOptions } from '../commands/key-rotate-certificate.ts';
import type { KeySplitOptions } from '../commands/key-split.ts';
import { integerParser, listParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

const MAX_SHARES = 255;

const MAX_DAYS = 3_653;

/** Declares `scelle key split` and `scelle key rotate`. */
export function declareKey(frame: Frame): void {
  const { help, perform } = frame;
  const key = addCommand(frame, 'key');
  addCommand(frame, 'key split', key)
    .argument('<IDENTITY>', help.arguments.identityFile)
    .requiredOption('--shares <N>', help.options.shares, integerParser('--shares', 2, MAX_SHARES))
    .requiredOption('--threshold <N>', help.options.threshold, integerParser('--threshold', 2, MAX_SHARES))
    .option('--identity-passphrase-file <FILE>', help.options.identityPassphraseFile)
    .option('--passphrase-file <FILE>', help.options.newSharePassphraseFile, listParser())
    .option('--no-passphrase', help.options.noPassphrase)
    .option('--out <DIR>', help.options.shareOut, '.')
    .action((identity: string, options: KeySplitOptions) =>
      perform(async (context) => (await import('../commands/key-split.ts')).keySplit(context, identity, options)),
    );
  const rotate = addCommand(frame, 'key rotate', key);
  addCommand(frame, 'key rotate signing', rotate)
    .option('--days <N>', help.options.validDays, integerParser('--days', 1, MAX_DAYS))
    .option('--lost', help.options.keyLost)
    .option('--current-passphrase-file <FILE>', help.options.currentPassphraseFile)
    .option('--passphrase-file <FILE>', help.options.newPassphraseFile)
    .option('--no-passphrase', help.options.noPassphrase)
    .option('--station <DIR>', help.options.station)
    .action((options: KeyRotateSigningOptions) =>
      perform(async (context) => (await import('../commands/key-rotate.ts')).keyRotateSigning(context, options)),
    );
  addCommand(frame, 'key rotate opening', rotate)
    .option('--pq', help.options.postQuantum)
    .option('--current-passphrase-file <FILE>', help.options.currentPassphraseFile)
    .option('--passphrase-file <FILE>', help.options.newPassphraseFile)
    .option('--no-passphrase', help.options.noPassphrase)
    .option('--station <DIR>', help.options.station)
    .action((options: KeyRotateOpeningOptions) =>
      perform(async (context) => (await import('../commands/key-rotate.ts')).keyRotateOpening(context, options)),
    );
  addCommand(frame, 'key rotate certificate', rotate)
    .option('--activate', help.options.activateCertificate)
    .option('--at-once', help.options.certificateAtOnce)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--station <DIR>', help.options.station)
    .action((options: KeyRotateCertificateOptions) =>
      perform(async (context) =>
        (await import('../commands/key-rotate-certificate.ts')).keyRotateCertificate(context, options),
      ),
    );
}

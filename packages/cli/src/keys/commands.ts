import { addCommand, type Frame } from '../kernel/frame.ts';
import { integerParser, listParser, nameParser } from '../kernel/parsers.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { KeyRotateCertificateOptions, KeyRotateOpeningOptions, KeyRotateSigningOptions } from './key-rotate.ts';
import type { KeySplitOptions } from './key-split.ts';
import type { KeygenOpeningOptions, KeygenOptions } from './keygen.ts';

const texts = { en, fr };

/** Declares `scelle keygen signing` and `scelle keygen opening`. */
export function declareKeygen(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  const keygen = addCommand(frame, help, 'keygen');
  addCommand(frame, help, 'keygen signing', keygen)
    .argument('<NAME>', help.arguments.keyName, nameParser('NAME'))
    .option('--out <DIR>', help.options.keyOut, '.')
    .newPassphraseOptions()
    .action((name: string, options: KeygenOptions) =>
      perform(async (context) => {
        const { keygenSigning } = await import('./keygen.ts');
        return keygenSigning(context, name, options);
      }),
    );
  addCommand(frame, help, 'keygen opening', keygen)
    .argument('<NAME>', help.arguments.keyName, nameParser('NAME'))
    .option('--pq', shared.options.postQuantum)
    .option('--out <DIR>', help.options.keyOut, '.')
    .newPassphraseOptions()
    .action((name: string, options: KeygenOpeningOptions) =>
      perform(async (context) => {
        const { keygenOpening } = await import('./keygen.ts');
        return keygenOpening(context, name, options);
      }),
    );
}

const MAX_SHARES = 255;

const MAX_DAYS = 3_653;

/** Declares `scelle key split` and `scelle key rotate`. */
export function declareKey(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  const key = addCommand(frame, help, 'key');
  addCommand(frame, help, 'key split', key)
    .argument('<IDENTITY>', help.arguments.identityFile)
    .requiredOption('--shares <N>', help.options.shares, integerParser('--shares', 2, MAX_SHARES))
    .requiredOption('--threshold <N>', help.options.threshold, integerParser('--threshold', 2, MAX_SHARES))
    .option('--identity-passphrase-file <FILE>', shared.options.identityPassphraseFile)
    .option('--passphrase-file <FILE>', help.options.newSharePassphraseFile, listParser())
    .option('--no-passphrase', shared.options.noPassphrase)
    .option('--out <DIR>', help.options.shareOut, '.')
    .action((identity: string, options: KeySplitOptions) =>
      perform(async (context) => (await import('./key-split.ts')).keySplit(context, identity, options)),
    );
  const rotate = addCommand(frame, help, 'key rotate', key);
  addCommand(frame, help, 'key rotate signing', rotate)
    .option('--days <N>', help.options.validDays, integerParser('--days', 1, MAX_DAYS))
    .option('--lost', help.options.keyLost)
    .option('--current-passphrase-file <FILE>', help.options.currentPassphraseFile)
    .option('--passphrase-file <FILE>', help.options.newPassphraseFile)
    .option('--no-passphrase', shared.options.noPassphrase)
    .stationOption()
    .action((options: KeyRotateSigningOptions) =>
      perform(async (context) => (await import('./key-rotate.ts')).keyRotateSigning(context, options)),
    );
  addCommand(frame, help, 'key rotate opening', rotate)
    .option('--pq', shared.options.postQuantum)
    .option('--current-passphrase-file <FILE>', help.options.currentPassphraseFile)
    .option('--passphrase-file <FILE>', help.options.newPassphraseFile)
    .option('--no-passphrase', shared.options.noPassphrase)
    .stationOption()
    .action((options: KeyRotateOpeningOptions) =>
      perform(async (context) => (await import('./key-rotate.ts')).keyRotateOpening(context, options)),
    );
  addCommand(frame, help, 'key rotate certificate', rotate)
    .option('--activate', help.options.activateCertificate)
    .option('--at-once', help.options.certificateAtOnce)
    .passphraseOption()
    .stationOption()
    .action((options: KeyRotateCertificateOptions) =>
      perform(async (context) => (await import('./key-rotate.ts')).keyRotateCertificate(context, options)),
    );
}

import { addCommand, type Frame } from '../kernel/frame.ts';
import { meanings } from '../kernel/meanings.ts';
import { integerParser, listParser, nameParser } from '../kernel/parsers.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { KeyRotateCertificateOptions, KeyRotateOpeningOptions, KeyRotateSigningOptions } from './key-rotate.ts';
import type { KeySplitOptions } from './key-split.ts';
import type { KeygenOpeningOptions, KeygenOptions } from './keygen.ts';

const texts = { en, fr };

const keyName = { en: 'name of the key and of its files', fr: 'nom de la clé et de ses fichiers' };
const newPassphraseFile = {
  en: 'file whose first line is the passphrase of the new key (else SCELLE_PASSPHRASE, else the terminal)',
  fr: 'fichier dont la première ligne est la phrase secrète de la nouvelle clé (sinon SCELLE_PASSPHRASE, sinon le terminal)',
};
const currentPassphraseFile = {
  en: 'file whose first line is the passphrase of the signing key in use (else the terminal)',
  fr: 'fichier dont la première ligne est la phrase secrète de la clé de signature en usage (sinon le terminal)',
};
const keyOut = {
  en: 'folder of the new files (default: the current one)',
  fr: 'dossier des nouveaux fichiers (par défaut, le dossier courant)',
};

/** Declares `scelle keygen signing` and `scelle keygen opening`. */
export function declareKeygen(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  const keygen = addCommand(frame, help, 'keygen');
  addCommand(frame, help, 'keygen signing', keygen)
    .argument('<NAME>', say(keyName), nameParser('NAME'))
    .option('--out <DIR>', say(keyOut), '.')
    .newPassphraseOptions()
    .action((name: string, options: KeygenOptions) =>
      perform(async (context) => {
        const { keygenSigning } = await import('./keygen.ts');
        return keygenSigning(context, name, options);
      }),
    );
  addCommand(frame, help, 'keygen opening', keygen)
    .argument('<NAME>', say(keyName), nameParser('NAME'))
    .option('--pq', say(meanings.postQuantum))
    .option('--out <DIR>', say(keyOut), '.')
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
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  const key = addCommand(frame, help, 'key');
  addCommand(frame, help, 'key split', key)
    .argument(
      '<IDENTITY>',
      say({
        en: 'secret opening key, as "scelle keygen opening" makes it',
        fr: 'clé secrète d’ouverture, telle que la fait « scelle keygen opening »',
      }),
    )
    .requiredOption(
      '--shares <N>',
      say({ en: 'how many shares to make, from 2 to 255', fr: 'combien de parts faire, de 2 à 255' }),
      integerParser('--shares', 2, MAX_SHARES),
    )
    .requiredOption(
      '--threshold <N>',
      say({ en: 'how many of them open batches, at least 2', fr: 'combien d’entre elles ouvrent, 2 au moins' }),
      integerParser('--threshold', 2, MAX_SHARES),
    )
    .option('--identity-passphrase-file <FILE>', say(meanings.identityPassphraseFile))
    .option(
      '--passphrase-file <FILE>',
      say({
        en: 'file whose first line is the passphrase of a share; once for each (else the terminal)',
        fr: 'fichier dont la première ligne est la phrase secrète d’une part ; une fois par part (sinon le terminal)',
      }),
      listParser(),
    )
    .option('--no-passphrase', say(meanings.noPassphrase))
    .option(
      '--out <DIR>',
      say({
        en: 'folder of the shares (default: the current one)',
        fr: 'dossier des parts (par défaut, le dossier courant)',
      }),
      '.',
    )
    .action((identity: string, options: KeySplitOptions) =>
      perform(async (context) => (await import('./key-split.ts')).keySplit(context, identity, options)),
    );
  const rotate = addCommand(frame, help, 'key rotate', key);
  addCommand(frame, help, 'key rotate signing', rotate)
    .option(
      '--days <N>',
      say({
        en: 'how long the new key is valid (default: as long as the peers trust it)',
        fr: 'durée de validité de la nouvelle clé en jours (par défaut : tant que les pairs s’y fient)',
      }),
      integerParser('--days', 1, MAX_DAYS),
    )
    .option(
      '--lost',
      say({
        en: 'the signing key is lost or stolen: every peer must add the card with --reintroduce',
        fr: 'la clé de signature est perdue ou volée : chaque pair devra ajouter la carte avec --reintroduce',
      }),
    )
    .option('--current-passphrase-file <FILE>', say(currentPassphraseFile))
    .option('--passphrase-file <FILE>', say(newPassphraseFile))
    .option('--no-passphrase', say(meanings.noPassphrase))
    .stationOption()
    .action((options: KeyRotateSigningOptions) =>
      perform(async (context) => (await import('./key-rotate.ts')).keyRotateSigning(context, options)),
    );
  addCommand(frame, help, 'key rotate opening', rotate)
    .option('--pq', say(meanings.postQuantum))
    .option('--current-passphrase-file <FILE>', say(currentPassphraseFile))
    .option('--passphrase-file <FILE>', say(newPassphraseFile))
    .option('--no-passphrase', say(meanings.noPassphrase))
    .stationOption()
    .action((options: KeyRotateOpeningOptions) =>
      perform(async (context) => (await import('./key-rotate.ts')).keyRotateOpening(context, options)),
    );
  addCommand(frame, help, 'key rotate certificate', rotate)
    .option('--activate', say({ en: 'use the certificate that was announced', fr: 'employer le certificat annoncé' }))
    .option(
      '--at-once',
      say({
        en: 'use the new certificate at once, and name no other',
        fr: 'employer le nouveau certificat aussitôt, et n’en nommer aucun autre',
      }),
    )
    .passphraseOption()
    .stationOption()
    .action((options: KeyRotateCertificateOptions) =>
      perform(async (context) => (await import('./key-rotate.ts')).keyRotateCertificate(context, options)),
    );
}

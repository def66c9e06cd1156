import { addCommand, type Frame, requireArgument } from '../kernel/frame.ts';
import { meanings } from '../kernel/meanings.ts';
import { namedFilesParser, sizeParser } from '../kernel/parsers.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { OpenOptions } from './open.ts';
import type { ProveImportedOptions, ProveOptions, VerifyProofOptions } from './prove.ts';
import type { VerifyOptions } from './verify.ts';

const texts = { en, fr };

/** Declares `scelle inspect`. */
export function declareInspect(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'inspect')
    .argument('<BATCH>', say(meanings.batch))
    .action((batch: string) => perform(async (context) => (await import('./inspect.ts')).inspect(context, batch)));
}

/** Declares `scelle verify`. */
export function declareVerify(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'verify')
    .argument('<BATCH...>', say(meanings.batches))
    .policyOptions()
    .openingKeyOptions()
    .option(
      '--sealed',
      say({ en: 'check only what needs no opening key', fr: 'ne vérifier que ce qui se passe de clé d’ouverture' }),
    )
    .option('--report <FILE>', say(meanings.report))
    .option(
      '--details',
      say({
        en: 'also show what each step compared, the fingerprints, and how to repeat the check with stock tools',
        fr: 'montrer aussi ce que chaque étape a comparé, les empreintes, et comment refaire le contrôle avec les outils usuels',
      }),
    )
    .option('--profile-from <FILE>', say(meanings.profileFrom))
    .option('--max-size <BYTES>', say(meanings.maxSize), sizeParser('--max-size'))
    .action((batches: string[], options: VerifyOptions) =>
      perform(async (context) => (await import('./verify.ts')).verify(context, batches, options)),
    );
}

/** Declares `scelle open`. */
export function declareOpen(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'open')
    .argument('<BATCH>', say(meanings.batch))
    .policyOptions()
    .openingKeyOptions()
    .option('--profile-from <FILE>', say(meanings.profileFrom))
    .option('--max-size <BYTES>', say(meanings.maxSize), sizeParser('--max-size'))
    .requiredOption(
      '--out <DIR|->',
      say({ en: 'new folder, or - for standard output', fr: 'nouveau dossier, ou - pour la sortie standard' }),
    )
    .action((batch: string, options: OpenOptions) =>
      perform(async (context) => (await import('./open.ts')).open(context, batch, options)),
    );
}

/** Declares `scelle prove`. */
export function declareProve(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'prove')
    .argument('[BATCH]', say(meanings.batch))
    .policyOptions()
    .option(
      '--identity <FILE>',
      say({
        en: 'secret opening key; not with --from-database',
        fr: 'clé secrète d’ouverture ; pas avec --from-database',
      }),
    )
    .passphraseOption()
    .option('--profile-from <FILE>', say(meanings.profileFrom))
    .requiredOption('--record <ID>', say({ en: 'id of the record', fr: 'identifiant de l’enregistrement' }))
    .option('--without-content', say({ en: 'do not disclose the legal basis', fr: 'ne pas divulguer la base légale' }))
    .option('--from-database', say(meanings.fromDatabase))
    .option('--into <URL>', say(meanings.into))
    .stationOption()
    .requiredOption('--out <FILE>', say({ en: 'new file for the proof', fr: 'nouveau fichier pour la preuve' }))
    .action((batch: string | undefined, options: ProveOptions & ProveImportedOptions) =>
      perform(async (context) =>
        options.fromDatabase
          ? (await import('./prove.ts')).proveImported(context, options)
          : (await import('./prove.ts')).prove(context, requireArgument(batch, 'BATCH'), options),
      ),
    );
}

/** Declares `scelle verify-proof`. */
export function declareVerifyProof(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'verify-proof')
    .argument('<PROOF>', say({ en: 'a proof made by "scelle prove"', fr: 'une preuve faite par « scelle prove »' }))
    .option('--signer <NAME=FILE>', say(meanings.signer), namedFilesParser('--signer'))
    .option('--profile-from <FILE>', say(meanings.profileFrom))
    .action((proof: string, options: VerifyProofOptions) =>
      perform(async (context) => (await import('./prove.ts')).verifyProofFile(context, proof, options)),
    );
}

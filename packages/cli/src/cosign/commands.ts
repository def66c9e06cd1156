import { CliError } from '../errors/cli-error.ts';
import { addCommand, type Frame } from '../kernel/frame.ts';
import { meanings } from '../kernel/meanings.ts';
import { namedFilesParser, nameParser } from '../kernel/parsers.ts';
import type { CosignOptions } from './cosign.ts';
import type { CosignPendingOptions } from './cosign-pending.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Declares `scelle cosign`. */
export function declareCosign(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'cosign')
    .argument('[BATCH]', say(meanings.batch))
    .option(
      '--pending',
      say({
        en: 'look at every batch of the outbox that lacks a co-signature of the role',
        fr: 'examiner chaque lot à envoyer auquel manque une cosignature de ce rôle',
      }),
    )
    .stationOption()
    .requiredOption('--key <FILE>', say({ en: 'secret key of the co-signer', fr: 'clé secrète du cosignataire' }))
    .passphraseOption()
    .requiredOption(
      '--role <ROLE>',
      say({
        en: 'role in which the batch is signed, such as agent',
        fr: 'rôle dans lequel le lot est signé, par exemple agent',
      }),
      nameParser('--role'),
    )
    .requiredOption(
      '--name <WHO>',
      say({ en: 'name of the co-signer', fr: 'nom du cosignataire' }),
      nameParser('--name'),
    )
    .option('--identity <FILE>', say(meanings.identity))
    .option('--identity-passphrase-file <FILE>', say(meanings.identityPassphraseFile))
    .option('--signer <NAME=FILE>', say(meanings.signer), namedFilesParser('--signer'))
    .option('--require <ROLE=FILE>', say(meanings.require), namedFilesParser('--require'))
    .option('--yes', say({ en: 'sign without asking', fr: 'signer sans demander' }))
    .action(
      (batch: string | undefined, options: CosignOptions & CosignPendingOptions & { readonly pending?: boolean }) =>
        perform(async (context) => {
          if (options.pending === true) {
            if (batch !== undefined) throw new CliError('options-conflict', { name: '--pending', found: 'BATCH' });
            return (await import('./cosign-pending.ts')).cosignPending(context, options);
          }
          if (batch === undefined) throw new CliError('argument-missing', { name: 'BATCH' });
          return (await import('./cosign.ts')).cosign(context, batch, options);
        }),
    );
}

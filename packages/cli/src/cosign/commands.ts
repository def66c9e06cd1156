import { CliError } from '../errors/cli-error.ts';
import { addCommand, type Frame } from '../kernel/frame.ts';
import { namedFilesParser, nameParser } from '../kernel/parsers.ts';
import type { CosignOptions } from './cosign.ts';
import type { CosignPendingOptions } from './cosign-pending.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Declares `scelle cosign`. */
export function declareCosign(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'cosign')
    .argument('[BATCH]', shared.arguments.batch)
    .option('--pending', help.options.cosignPending)
    .stationOption()
    .requiredOption('--key <FILE>', help.options.coSignKey)
    .passphraseOption()
    .requiredOption('--role <ROLE>', help.options.role, nameParser('--role'))
    .requiredOption('--name <WHO>', help.options.coSignerName, nameParser('--name'))
    .option('--identity <FILE>', shared.options.identity)
    .option('--identity-passphrase-file <FILE>', shared.options.identityPassphraseFile)
    .option('--signer <NAME=FILE>', shared.options.signer, namedFilesParser('--signer'))
    .option('--require <ROLE=FILE>', shared.options.require, namedFilesParser('--require'))
    .option('--yes', help.options.yes)
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

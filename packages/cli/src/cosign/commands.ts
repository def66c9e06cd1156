import { CliError } from '../errors/cli-error.ts';
import { addCommand, type Frame } from '../kernel/frame.ts';
import { namedFilesParser, nameParser } from '../kernel/parsers.ts';
import type { CosignOptions } from './cosign.ts';
import type { CosignPendingOptions } from './cosign-pending.ts';

/** Declares `scelle cosign`. */
export function declareCosign(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'cosign')
    .argument('[BATCH]', help.arguments.batch)
    .option('--pending', help.options.cosignPending)
    .option('--station <DIR>', help.options.station)
    .requiredOption('--key <FILE>', help.options.coSignKey)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .requiredOption('--role <ROLE>', help.options.role, nameParser('--role'))
    .requiredOption('--name <WHO>', help.options.coSignerName, nameParser('--name'))
    .option('--identity <FILE>', help.options.identity)
    .option('--identity-passphrase-file <FILE>', help.options.identityPassphraseFile)
    .option('--signer <NAME=FILE>', help.options.signer, namedFilesParser('--signer'))
    .option('--require <ROLE=FILE>', help.options.require, namedFilesParser('--require'))
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

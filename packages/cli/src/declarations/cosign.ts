import type { CosignOptions } from '../commands/cosign.ts';
import { namedFilesParser, nameParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle cosign`. */
export function declareCosign(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'cosign')
    .argument('<BATCH>', help.arguments.batch)
    .requiredOption('--key <FILE>', help.options.coSignKey)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .requiredOption('--role <ROLE>', help.options.role, nameParser('--role'))
    .requiredOption('--name <WHO>', help.options.coSignerName, nameParser('--name'))
    .option('--identity <FILE>', help.options.identity)
    .option('--identity-passphrase-file <FILE>', help.options.identityPassphraseFile)
    .option('--signer <NAME=FILE>', help.options.signer, namedFilesParser('--signer'))
    .option('--require <ROLE=FILE>', help.options.require, namedFilesParser('--require'))
    .option('--yes', help.options.yes)
    .action((batch: string, options: CosignOptions) =>
      perform(async (context) => (await import('../commands/cosign.ts')).cosign(context, batch, options)),
    );
}

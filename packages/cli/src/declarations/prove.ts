import type { ProveOptions } from '../commands/prove.ts';
import type { ProveImportedOptions } from '../commands/prove-imported.ts';
import { listParser, namedFilesParser, nameParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';
import { requireArgument } from './require-argument.ts';

/** Declares `scelle prove`. */
export function declareProve(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'prove')
    .argument('[BATCH]', help.arguments.batch)
    .option('--signer <NAME=FILE>', help.options.signer, namedFilesParser('--signer'))
    .option('--require <ROLE=FILE>', help.options.require, namedFilesParser('--require'))
    .option('--recipient <NAME>', help.options.expectedRecipient, nameParser('--recipient'))
    .option('--recipient-key <FILE>', help.options.allowedRecipientKey, listParser())
    .option('--identity <FILE>', help.options.proveIdentity)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .requiredOption('--record <ID>', help.options.recordId)
    .option('--without-content', help.options.withoutContent)
    .option('--from-database', help.options.fromDatabase)
    .option('--into <URL>', help.options.into)
    .option('--station <DIR>', help.options.station)
    .requiredOption('--out <FILE>', help.options.proofOut)
    .action((batch: string | undefined, options: ProveOptions & ProveImportedOptions) =>
      perform(async (context) =>
        options.fromDatabase
          ? (await import('../commands/prove-imported.ts')).proveImported(context, options)
          : (await import('../commands/prove.ts')).prove(context, requireArgument(batch, 'BATCH'), options),
      ),
    );
}

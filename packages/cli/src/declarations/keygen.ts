import type { KeygenOpeningOptions } from '../commands/keygen-opening.ts';
import type { KeygenOptions } from '../keys/key-pair-files.ts';
import { nameParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle keygen signing` and `scelle keygen opening`. */
export function declareKeygen(frame: Frame): void {
  const { help, perform } = frame;
  const keygen = addCommand(frame, 'keygen');
  addCommand(frame, 'keygen signing', keygen)
    .argument('<NAME>', help.arguments.keyName, nameParser('NAME'))
    .option('--out <DIR>', help.options.keyOut, '.')
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--no-passphrase', help.options.noPassphrase)
    .action((name: string, options: KeygenOptions) =>
      perform(async (context) => {
        const { keygenSigning } = await import('../commands/keygen-signing.ts');
        return keygenSigning(context, name, options);
      }),
    );
  addCommand(frame, 'keygen opening', keygen)
    .argument('<NAME>', help.arguments.keyName, nameParser('NAME'))
    .option('--pq', help.options.postQuantum)
    .option('--out <DIR>', help.options.keyOut, '.')
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--no-passphrase', help.options.noPassphrase)
    .action((name: string, options: KeygenOpeningOptions) =>
      perform(async (context) => {
        const { keygenOpening } = await import('../commands/keygen-opening.ts');
        return keygenOpening(context, name, options);
      }),
    );
}

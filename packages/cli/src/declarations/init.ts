import type { InitOptions } from '../commands/init.ts';
import { choiceParser, nameParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle init`. */
export function declareInit(frame: Frame): void {
  const { help, perform } = frame;
  const roles = ['collector', 'agent', 'authority', 'gateway'] as const;
  addCommand(frame, 'init')
    .argument('<DIR>', help.arguments.newStation)
    .requiredOption('--name <NAME>', help.options.partyName, nameParser('--name'))
    .requiredOption('--role <collector|agent|authority|gateway>', help.options.partyRole, choiceParser('--role', roles))
    .option('--for <PARTY>', help.options.gatewayFor, nameParser('--for'))
    .option('--pq', help.options.postQuantum)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--no-passphrase', help.options.noPassphrase)
    .action((folder: string, options: InitOptions) =>
      perform(async (context) => (await import('../commands/init.ts')).init(context, folder, options)),
    );
}

import { initStation, type PartyRole } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { CliError } from '../errors/cli-error.ts';
import { choosePassphrase } from '../keys/passphrases.ts';

/** Options of `scelle init`. */
export interface InitOptions {
  readonly name: string;
  readonly role: PartyRole;
  readonly pq?: boolean;
  readonly passphraseFile?: string;
  /** False with `--no-passphrase`. */
  readonly passphrase: boolean;
}

/** `scelle init`: makes a station. */
export async function init(context: CommandContext, folder: string, options: InitOptions): Promise<CommandResult> {
  const { name, role, pq = false } = options;
  const passphrase = await findPassphrase(context, folder, options);
  const { layout, card } = await initStation(folder, { name, role, passphrase, postQuantum: pq });
  const document = { folder: layout.root, name, role, card: card.card.number };
  return { document, lines: context.texts.stationMade(document) };
}

async function findPassphrase(context: CommandContext, folder: string, options: InitOptions): Promise<string | null> {
  const { passphrase, passphraseFile: file } = options;
  if (!passphrase && file !== undefined) {
    throw new CliError('options-conflict', { name: '--no-passphrase', found: '--passphrase-file' });
  }
  if (!passphrase) return null;
  return choosePassphrase(context, folder, { file, option: '--passphrase-file', variable: 'SCELLE_PASSPHRASE' });
}

import { initStation, type PartyRole, StationError } from '@scelle/station';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { choosePassphrase } from '../keys/passphrases.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle init`. */
export interface InitOptions {
  readonly name: string;
  readonly role: PartyRole;
  /** The party for which a gateway receives. */
  readonly for?: string;
  readonly pq?: boolean;
  readonly passphraseFile?: string;
  /** False with `--no-passphrase`. */
  readonly passphrase: boolean;
}

/** `scelle init`: makes a station. */
export async function init(context: CommandContext, folder: string, options: InitOptions): Promise<CommandResult> {
  const { name, role, for: receivesFor, pq = false } = options;
  checkGateway(options);
  const passphrase = await findPassphrase(context, folder, options);
  const { layout, card } = await initStation(folder, {
    name,
    role,
    passphrase,
    postQuantum: pq,
    ...(receivesFor !== undefined && { receivesFor }),
  });
  const document = { folder: layout.root, name, role, card: card.card.number };
  return { document, lines: texts[context.language].stationMade(document) };
}

/** A gateway stands for another party, and nobody else does. */
function checkGateway({ role, for: receivesFor }: InitOptions): void {
  if (role === 'gateway' && receivesFor === undefined) throw new CliError('option-missing', { name: '--for' });
  if (role !== 'gateway' && receivesFor !== undefined) throw new StationError('not-a-gateway', { found: role });
}

async function findPassphrase(context: CommandContext, folder: string, options: InitOptions): Promise<string | null> {
  const { passphrase, passphraseFile: file } = options;
  if (!passphrase && file !== undefined) {
    throw new CliError('options-conflict', { name: '--no-passphrase', found: '--passphrase-file' });
  }
  if (!passphrase) return null;
  return choosePassphrase(context, folder, { file, option: '--passphrase-file', variable: 'SCELLE_PASSPHRASE' });
}

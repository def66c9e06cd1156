import type { Language } from '@scelle/core';
import { Command } from 'commander';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from './context.ts';
import type { en } from './en.ts';
import { listParser, namedFilesParser, nameParser } from './parsers.ts';

type SharedHelp = typeof en.help;

/** A command, and the options that commands of several topics have. */
export class ScelleCommand extends Command {
  readonly #shared: SharedHelp;

  constructor(shared: SharedHelp, name?: string) {
    super(name);
    this.#shared = shared;
  }

  override createCommand(name?: string): ScelleCommand {
    return new ScelleCommand(this.#shared, name);
  }

  /** Which station the command works with. */
  stationOption(): this {
    return this.option('--station <DIR>', this.#shared.options.station);
  }

  /** What a batch is held against: who may have sealed it, who must have co-signed, to whom it may go. */
  policyOptions(): this {
    const { options } = this.#shared;
    return this.option('--signer <NAME=FILE>', options.signer, namedFilesParser('--signer'))
      .option('--require <ROLE=FILE>', options.require, namedFilesParser('--require'))
      .option('--recipient <NAME>', options.expectedRecipient, nameParser('--recipient'))
      .option('--recipient-key <FILE>', options.allowedRecipientKey, listParser());
  }

  /** What opens: an identity, of which commands say different things, or shares of one. */
  openingKeyOptions(identity: string = this.#shared.options.identity): this {
    const { options } = this.#shared;
    return this.option('--identity <FILE>', identity)
      .passphraseOption()
      .option('--share <FILE>', options.share, listParser())
      .option('--share-passphrase-file <FILE>', options.sharePassphraseFile, listParser());
  }

  /** The passphrase of the secret key that the command uses. */
  passphraseOption(): this {
    return this.option('--passphrase-file <FILE>', this.#shared.options.passphraseFile);
  }

  /** The passphrase of a secret key that the command makes, or none. */
  newPassphraseOptions(): this {
    return this.passphraseOption().option('--no-passphrase', this.#shared.options.noPassphrase);
  }
}

/** What a declaration adds its command to. */
export interface Frame {
  readonly program: ScelleCommand;
  readonly language: Language;
  /** What arguments and options mean that commands of several topics have. */
  readonly shared: SharedHelp;
  /** Carries out a command and keeps its result. */
  perform(action: (context: CommandContext) => Promise<CommandResult>): Promise<void>;
}

/** What `--help` says of the commands of a topic, in one language. */
interface CommandHelp<Name extends string> {
  /** What each does, in one line. */
  readonly commands: Readonly<Record<Name, string>>;
  /** What stands below its options: how it is used. */
  readonly notes: Readonly<Record<Name, string>>;
}

/** Adds a command with its summary and notes; settings of the program, such as its error handling, are inherited. */
export function addCommand<Name extends string>(
  { program, shared }: Frame,
  help: CommandHelp<Name>,
  name: NoInfer<Name>,
  parent: ScelleCommand = program,
): ScelleCommand {
  return parent
    .command(name.split(' ').at(-1)!)
    .description(help.commands[name])
    .helpOption('-h, --help', shared.options.help)
    .helpCommand(false)
    .addHelpText('after', help.notes[name]);
}

/** An argument that only some options make superfluous. Throws `argument-missing`. */
export function requireArgument(value: string | undefined, name: string): string {
  if (value === undefined) throw new CliError('argument-missing', { name });
  return value;
}

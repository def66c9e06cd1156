import type { Language } from '@scelle/core';
import { Command } from 'commander';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from './context.ts';
import { wrapParagraphs } from './line.ts';
import { type Meaning, meanings } from './meanings.ts';
import { listParser, namedFilesParser, nameParser } from './parsers.ts';

type Say = (meaning: Meaning) => string;

/** A command, and the options that commands of several topics have. */
export class ScelleCommand extends Command {
  readonly #say: Say;

  constructor(say: Say, name?: string) {
    super(name);
    this.#say = say;
  }

  override createCommand(name?: string): ScelleCommand {
    return new ScelleCommand(this.#say, name);
  }

  /** What stands below the options of `--help`, as wide as the terminal. */
  helpNotes(text: string): this {
    const width = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
    return this.addHelpText('after', () => wrapParagraphs(text, width));
  }

  /** Which station the command works with. */
  stationOption(): this {
    return this.option('--station <DIR>', this.#say(meanings.station));
  }

  /** What a batch is held against: who may have sealed it, who must have co-signed, to whom it may go. */
  policyOptions(): this {
    const say = this.#say;
    return this.option('--signer <NAME=FILE>', say(meanings.signer), namedFilesParser('--signer'))
      .option('--require <ROLE=FILE>', say(meanings.require), namedFilesParser('--require'))
      .option('--recipient <NAME>', say(meanings.expectedRecipient), nameParser('--recipient'))
      .option('--recipient-key <FILE>', say(meanings.allowedRecipientKey), listParser());
  }

  /** What opens: an identity, of which commands say different things, or shares of one. */
  openingKeyOptions(identity: Meaning = meanings.identity): this {
    const say = this.#say;
    return this.option('--identity <FILE>', say(identity))
      .passphraseOption()
      .option('--share <FILE>', say(meanings.share), listParser())
      .option('--share-passphrase-file <FILE>', say(meanings.sharePassphraseFile), listParser());
  }

  /** The passphrase of the secret key that the command uses. */
  passphraseOption(): this {
    return this.option('--passphrase-file <FILE>', this.#say(meanings.passphraseFile));
  }

  /** The passphrase of a secret key that the command makes, or none. */
  newPassphraseOptions(): this {
    return this.passphraseOption().option('--no-passphrase', this.#say(meanings.noPassphrase));
  }
}

/** What a declaration adds its command to. */
export interface Frame {
  readonly program: ScelleCommand;
  readonly language: Language;
  /** What an argument or an option means, in the language of the command. */
  readonly say: Say;
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
  { program, say }: Frame,
  help: CommandHelp<Name>,
  name: NoInfer<Name>,
  parent: ScelleCommand = program,
): ScelleCommand {
  return parent
    .command(name.split(' ').at(-1)!)
    .description(help.commands[name])
    .helpOption('-h, --help', say(meanings.help))
    .helpCommand(false)
    .helpNotes(help.notes[name]);
}

/** An argument that only some options make superfluous. Throws `argument-missing`. */
export function requireArgument(value: string | undefined, name: string): string {
  if (value === undefined) throw new CliError('argument-missing', { name });
  return value;
}

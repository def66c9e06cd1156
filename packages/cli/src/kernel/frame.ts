import type { Language } from '@scelle/core';
import type { Command } from 'commander';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from './context.ts';
import type { en } from './en.ts';

/** What a declaration adds its command to. */
export interface Frame {
  readonly program: Command;
  readonly language: Language;
  /** What arguments and options mean that commands of several topics have. */
  readonly shared: typeof en.help;
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
  parent: Command = program,
): Command {
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

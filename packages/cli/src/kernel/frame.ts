import type { Command } from 'commander';
import { CliError } from '../errors/cli-error.ts';
import type { CommandName, HelpTexts } from '../messages/help/texts.ts';
import type { CommandContext, CommandResult } from './context.ts';

/** What a declaration adds its command to. */
export interface Frame {
  readonly program: Command;
  readonly help: HelpTexts;
  /** Carries out a command and keeps its result. */
  perform(action: (context: CommandContext) => Promise<CommandResult>): Promise<void>;
}

/** Adds a command with its summary and notes; settings of the program, such as its error handling, are inherited. */
export function addCommand({ program, help }: Frame, name: CommandName, parent: Command = program): Command {
  return parent
    .command(name.split(' ').at(-1)!)
    .description(help.commands[name])
    .helpOption('-h, --help', help.options.help)
    .helpCommand(false)
    .addHelpText('after', help.notes[name as keyof HelpTexts['notes']]);
}

/** An argument that only some options make superfluous. Throws `argument-missing`. */
export function requireArgument(value: string | undefined, name: string): string {
  if (value === undefined) throw new CliError('argument-missing', { name });
  return value;
}

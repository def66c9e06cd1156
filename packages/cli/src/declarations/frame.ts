import type { Command } from 'commander';
import type { CommandContext, CommandResult } from '../command-context.ts';
import type { CommandName, HelpTexts } from '../messages/help/texts.ts';

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

import type { CommanderError } from 'commander';
import { CliError, type CliErrorCode } from '../errors/cli-error.ts';

const codes: Readonly<Record<string, CliErrorCode>> = {
  'commander.help': 'command-missing',
  'commander.unknownCommand': 'command-unknown',
  'commander.missingArgument': 'argument-missing',
  'commander.excessArguments': 'arguments-too-many',
  'commander.unknownOption': 'option-unknown',
  'commander.missingMandatoryOptionValue': 'option-missing',
  'commander.optionMissingArgument': 'option-value-missing',
  'commander.conflictingOption': 'options-conflict',
};

/** Commander's errors in our words; null where it is none, but the end of `--help` or `--version`. */
export function toUsageError(error: CommanderError): CliError | null {
  if (error.exitCode === 0) return null;
  const [name = '', found] = Array.from(error.message.matchAll(/'([^']*)'/g), ([, quoted]) => quoted!);
  const expected = /\(Did you mean (?:one of )?(.+)\?\)/.exec(error.message)?.[1];
  return new CliError(
    codes[error.code] ?? 'defect',
    { name: name.slice(0, 80), ...(found !== undefined && { found }), ...(expected !== undefined && { expected }) },
    { cause: error },
  );
}

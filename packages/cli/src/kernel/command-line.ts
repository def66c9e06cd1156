import type { Language } from '@scelle/core';
import type { ReportVersion } from '@scelle/verify';
import type { CommanderError } from 'commander';
import { CliError, type CliErrorCode } from '../errors/cli-error.ts';

/** What holds for every command, and must be known before anything is parsed: help and usage errors depend on it. */
interface GlobalOptions {
  readonly language: Language;
  readonly json: boolean;
  readonly reportVersion: ReportVersion;
  readonly isQuiet: boolean;
}

/** The options of the program whose value is the next argument. */
const withValue: readonly string[] = ['--lang', '--report-version'];

const languages: readonly Language[] = ['en', 'fr'];

/** Finds `--json`, `--report-version`, `--quiet` and `--lang` among the arguments; the language is otherwise that of the locale, or English. */
export function findGlobalOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): GlobalOptions {
  const end = args.indexOf('--');
  const options = end === -1 ? args : args.slice(0, end);
  const wanted = findValue(options, '--lang');
  return {
    json: options.includes('--json'),
    isQuiet: options.includes('--quiet') || options.includes('-q'),
    reportVersion: findValue(options, '--report-version') === '2' ? 2 : 1,
    language: languages.find((language) => language === wanted) ?? languageOfLocale(environment),
  };
}

/** The first argument that is neither an option of the program nor the value of one; null where there is none. */
export function findCommandName(args: readonly string[]): string | null {
  const index = args.findIndex((arg, place) => !arg.startsWith('-') && !withValue.includes(args[place - 1] ?? ''));
  return args[index] ?? null;
}

function findValue(options: readonly string[], name: string): string | undefined {
  const index = options.findLastIndex((option) => option === name || option.startsWith(`${name}=`));
  const option = options[index];
  return option === name ? options[index + 1] : option?.slice(`${name}=`.length);
}

/** POSIX: the first of these variables that is set and not empty decides. */
function languageOfLocale(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return /^fr(?:[_.@]|$)/.test(locale) ? 'fr' : 'en';
}

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

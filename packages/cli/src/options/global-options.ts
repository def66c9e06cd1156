import type { Language } from '@scelle/core';

/** What holds for every command, and must be known before anything is parsed: help and usage errors depend on it. */
export interface GlobalOptions {
  readonly language: Language;
  readonly json: boolean;
}

const languages: readonly Language[] = ['en', 'fr'];

/** Finds `--json` and `--lang` among the arguments; the language is otherwise that of the locale, or English. */
export function findGlobalOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): GlobalOptions {
  const end = args.indexOf('--');
  const options = end === -1 ? args : args.slice(0, end);
  const wanted = findLanguage(options);
  return {
    json: options.includes('--json'),
    language: languages.find((language) => language === wanted) ?? languageOfLocale(environment),
  };
}

function findLanguage(options: readonly string[]): string | undefined {
  const index = options.findLastIndex((option) => option === '--lang' || option.startsWith('--lang='));
  const option = options[index];
  return option === '--lang' ? options[index + 1] : option?.slice('--lang='.length);
}

/** POSIX: the first of these variables that is set and not empty decides. */
function languageOfLocale(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return /^fr(?:[_.@]|$)/.test(locale) ? 'fr' : 'en';
}

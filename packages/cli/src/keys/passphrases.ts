import { stat } from 'node:fs/promises';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext } from '../kernel/context.ts';
import { readSmallFile } from '../kernel/files.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Where a passphrase may come from besides the terminal. */
export interface PassphraseOptions {
  /** A file whose first line is the passphrase. */
  readonly file: string | undefined;
  /** The option that names the file, for messages. */
  readonly option:
    | '--passphrase-file'
    | '--identity-passphrase-file'
    | '--share-passphrase-file'
    | '--current-passphrase-file';
  /** The environment variable that is looked at after the file; null for none. */
  readonly variable: 'SCELLE_PASSPHRASE' | null;
}

const MAX_FILE_BYTES = 65_536;

/** Modes that let others than the owner read. */
const READABLE_BY_OTHERS = 0o044;

/**
 * The passphrase of an existing secret in `keyFile`: from the file, from the environment, or from the terminal.
 * Throws `passphrase-unavailable`, `passphrase-empty`, and the codes of `readSmallFile`.
 */
export async function findPassphrase(
  context: CommandContext,
  keyFile: string,
  options: PassphraseOptions,
): Promise<string> {
  const given = await readGivenPassphrase(context, options);
  if (given !== null) return given;
  checkTerminal(context, keyFile, options);
  const answer = await context.terminal.ask(texts[context.language].askPassphrase(keyFile), { hidden: true });
  return requireText(answer);
}

/**
 * The passphrase for a new secret, asked twice on a terminal. Throws `passphrases-differ` besides what
 * `findPassphrase` throws.
 */
export async function choosePassphrase(
  context: CommandContext,
  keyFile: string,
  options: PassphraseOptions,
): Promise<string> {
  const given = await readGivenPassphrase(context, options);
  if (given !== null) return given;
  checkTerminal(context, keyFile, options);
  const first = requireText(
    await context.terminal.ask(texts[context.language].askNewPassphrase(keyFile), { hidden: true }),
  );
  const second = await context.terminal.ask(texts[context.language].askPassphraseAgain, { hidden: true });
  if (first !== second) throw new CliError('passphrases-differ');
  return first;
}

async function readGivenPassphrase(
  context: CommandContext,
  { file, variable }: PassphraseOptions,
): Promise<string | null> {
  if (file !== undefined) return readPassphraseFile(context, file);
  const value = variable === null ? undefined : context.environment[variable];
  return value === undefined ? null : requireText(value);
}

async function readPassphraseFile({ terminal, language }: CommandContext, file: string): Promise<string> {
  const bytes = await readSmallFile(file, MAX_FILE_BYTES);
  const { mode } = await stat(file);
  if ((mode & READABLE_BY_OTHERS) !== 0)
    terminal.notice({ text: texts[language].passphraseFileReadable(file), tone: 'warning' });
  const [line = ''] = new TextDecoder().decode(bytes).split(/\r?\n/, 1);
  bytes.fill(0);
  return requireText(line, file);
}

function checkTerminal({ terminal }: CommandContext, file: string, { option, variable }: PassphraseOptions): void {
  if (terminal.canAsk) return;
  const expected = variable === null ? option : `${option} / ${variable}`;
  throw new CliError('passphrase-unavailable', { file, expected });
}

function requireText(passphrase: string, file?: string): string {
  if (passphrase === '') throw new CliError('passphrase-empty', file === undefined ? {} : { file });
  return passphrase;
}

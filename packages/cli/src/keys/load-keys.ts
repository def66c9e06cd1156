import {
  CoreError,
  type Identities,
  type IdentityText,
  type PublicKey,
  parseIdentityFile,
  parsePublicKey,
  parseRecipient,
  parseSecretKey,
  type Recipient,
  type SecretKey,
} from '@scelle/core';
import { isIdentityFileEncrypted, readIdentityTexts } from '@scelle/core/internal';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext } from '../kernel/context.ts';
import { readSmallFile } from '../kernel/files.ts';
import { findPassphrase, type PassphraseOptions } from './passphrases.ts';

const MAX_KEY_FILE_BYTES = 4_096;
const MAX_IDENTITY_FILE_BYTES = 1_048_576;
const MAX_RECIPIENT_FILE_BYTES = 65_536;

/** A signing key, opened with its passphrase where it has one. Throws the codes of `parseSecretKey`, with the file. */
export async function loadSecretKey(
  context: CommandContext,
  file: string,
  passphrase: PassphraseOptions,
): Promise<SecretKey> {
  const bytes = await readSmallFile(file, MAX_KEY_FILE_BYTES);
  try {
    return await parseSecretKey(bytes);
  } catch (error) {
    if (!(error instanceof CoreError && error.code === 'passphrase-required')) throw withFile(error, file);
    const text = await findPassphrase(context, file, passphrase);
    return await naming(file, () => parseSecretKey(bytes, text));
  } finally {
    bytes.fill(0);
  }
}

/** The opening keys of a file, opened with its passphrase where it has one. Throws the codes of `parseIdentityFile`. */
export async function loadIdentities(
  context: CommandContext,
  file: string,
  passphrase: PassphraseOptions,
): Promise<Identities> {
  return openIdentityFile(context, file, passphrase, parseIdentityFile);
}

/** The one opening key of a file as text. Throws `identity-not-single`, and the codes of `parseIdentityFile`. */
export async function loadIdentityText(
  context: CommandContext,
  file: string,
  passphrase: PassphraseOptions,
): Promise<IdentityText> {
  const [identity, ...others] = await openIdentityFile(context, file, passphrase, readIdentityTexts);
  if (others.length > 0) throw new CliError('identity-not-single', { file, found: others.length + 1 });
  return identity!;
}

async function openIdentityFile<T>(
  context: CommandContext,
  file: string,
  passphrase: PassphraseOptions,
  parse: (bytes: Uint8Array, passphrase?: string) => Promise<T>,
): Promise<T> {
  const bytes = await readSmallFile(file, MAX_IDENTITY_FILE_BYTES);
  try {
    const text = isIdentityFileEncrypted(bytes) ? await findPassphrase(context, file, passphrase) : undefined;
    return await naming(file, () => parse(bytes, text));
  } finally {
    bytes.fill(0);
  }
}

/** A public signing key. Throws `public-key-invalid` or `public-key-weak`, with the file. */
export async function loadPublicKey(file: string): Promise<PublicKey> {
  const bytes = await readSmallFile(file, MAX_KEY_FILE_BYTES);
  return naming(file, async () => parsePublicKey(bytes));
}

/**
 * The recipients of files with one a line; empty lines, lines that begin with `#` and blanks at line ends are left out,
 * and one that is named twice counts once.
 * Throws `recipient-file-invalid`, and `age-recipient-invalid` with the line.
 */
export async function loadRecipients(files: readonly string[]): Promise<Recipient[]> {
  const recipients: Recipient[][] = [];
  for (const file of files) recipients.push(await loadRecipientFile(file));
  // By its text: whoever can open the batch is named in it once.
  return [...new Map(recipients.flat().map((recipient) => [recipient.text, recipient])).values()];
}

async function loadRecipientFile(file: string): Promise<Recipient[]> {
  const text = new TextDecoder().decode(await readSmallFile(file, MAX_RECIPIENT_FILE_BYTES));
  const recipients: Recipient[] = [];
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const line = whole.trimEnd();
    if (line === '' || line.startsWith('#')) continue;
    try {
      recipients.push(parseRecipient(line));
    } catch (error) {
      throw withFile(error, file, index + 1);
    }
  }
  if (recipients.length === 0) throw new CliError('recipient-file-invalid', { file });
  return recipients;
}

/** What `parse` gives; its errors name the file. */
export async function naming<T>(file: string, parse: () => Promise<T>): Promise<T> {
  try {
    return await parse();
  } catch (error) {
    throw withFile(error, file);
  }
}

/** The same error, with the file in its message. */
export function withFile(error: unknown, file: string, line?: number): unknown {
  if (!(error instanceof CoreError)) return error;
  return new CoreError(error.code, { ...error.details, file, ...(line !== undefined && { line }) }, { cause: error });
}

import { chmod } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createPublishedFile } from '@scelle/core';
import type { CommandContext } from '../command-context.ts';
import { CliError } from '../errors/cli-error.ts';
import { publishTogether } from '../files/publish-together.ts';
import { clearStalePartials } from '../files/stale-partials.ts';
import { choosePassphrase } from './passphrases.ts';

/** Options of both kinds of `keygen`. */
export interface KeygenOptions {
  readonly out: string;
  readonly passphraseFile?: string;
  /** False with `--no-passphrase`. */
  readonly passphrase: boolean;
}

/** The two files of a key pair. */
export interface KeyPairFiles {
  readonly secretFile: string;
  readonly publicFile: string;
}

/** What the files of a key pair hold. */
export interface KeyPairBytes {
  /** Wiped once it is written. */
  readonly secret: Uint8Array;
  readonly public: Uint8Array;
}

/** The names of the files of a key pair in the folder of the options. */
export function nameKeyPairFiles(
  { out }: KeygenOptions,
  name: string,
  extensions: { readonly secret: string; readonly public: string },
): KeyPairFiles {
  return {
    secretFile: join(out, `${name}.${extensions.secret}`),
    publicFile: join(out, `${name}.${extensions.public}`),
  };
}

/**
 * Writes both files of a new key pair or none of them, and never over others: the secret one first, mode 0600. `make`
 * is called once it is known that both names are free, with the passphrase, or with null for `--no-passphrase`.
 * Throws `options-conflict` where a passphrase is given and refused.
 */
export async function writeKeyPair(
  context: CommandContext,
  { secretFile, publicFile }: KeyPairFiles,
  { passphrase, passphraseFile }: KeygenOptions,
  make: (passphrase: string | null) => Promise<KeyPairBytes>,
): Promise<void> {
  if (!passphrase && passphraseFile !== undefined)
    throw new CliError('options-conflict', { name: '--no-passphrase', found: '--passphrase-file' });
  await clearStalePartials(dirname(secretFile), context);
  await using secret = await createPublishedFile(secretFile);
  await using open = await createPublishedFile(publicFile);
  const chosen = passphrase
    ? await choosePassphrase(context, secretFile, {
        file: passphraseFile,
        option: '--passphrase-file',
        variable: 'SCELLE_PASSPHRASE',
      })
    : null;
  const pair = await make(chosen);
  await secret.write(0, pair.secret);
  pair.secret.fill(0);
  await open.write(0, pair.public);
  context.interruption.check();
  await publishTogether([
    { path: secretFile, file: secret },
    { path: publicFile, file: open },
  ]);
  await chmod(publicFile, 0o644);
}

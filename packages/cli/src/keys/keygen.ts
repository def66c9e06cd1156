import { hash } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  createPublishedFile,
  encodePublicKey,
  encodeSecretKey,
  formatKeyId,
  generateIdentity,
  generateSecretKey,
} from '@scelle/core';
import { encodeIdentityFile, encryptIdentityFile, publicKeyBase64 } from '@scelle/core/internal';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { clearStalePartials, publishTogether } from '../kernel/files.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { choosePassphrase } from './passphrases.ts';

const texts = { en, fr };

/** `scelle keygen signing`: makes a minisign key pair. */
export async function keygenSigning(
  context: CommandContext,
  name: string,
  options: KeygenOptions,
): Promise<CommandResult> {
  const files = nameKeyPairFiles(options, name, { secret: 'key', public: 'pub' });
  const secretKey = generateSecretKey();
  const publicKey = { keyNumber: secretKey.keyNumber, key: secretKey.publicKey };
  try {
    await writeKeyPair(context, files, options, async (passphrase) => ({
      secret: await encodeSecretKey(secretKey, passphrase),
      public: encodePublicKey(publicKey),
    }));
  } finally {
    secretKey.wipe();
  }
  const text = publicKeyBase64(publicKey);
  const key = { keyId: formatKeyId(publicKey.keyNumber), publicKey: text, fingerprint: toFingerprint(text) };
  return { document: { ...files, ...key }, lines: texts[context.language].signingKeyMade({ ...files, ...key }) };
}

/** Options of `scelle keygen opening`. */
export interface KeygenOpeningOptions extends KeygenOptions {
  readonly pq?: boolean;
}

/** `scelle keygen opening`: makes an age identity and its recipient. */
export async function keygenOpening(
  context: CommandContext,
  name: string,
  options: KeygenOpeningOptions,
): Promise<CommandResult> {
  const files = nameKeyPairFiles(options, name, { secret: 'identity', public: 'recipient' });
  const identity = generateIdentity({ postQuantum: options.pq === true });
  await writeKeyPair(context, files, options, async (passphrase) => {
    const plain = encodeIdentityFile(identity, new Date());
    const secret = passphrase === null ? plain : await encryptIdentityFile(plain, passphrase);
    if (secret !== plain) plain.fill(0);
    return { secret, public: new TextEncoder().encode(`${identity.recipient}\n`) };
  });
  const key = { recipient: identity.recipient, fingerprint: toFingerprint(identity.recipient) };
  return { document: { ...files, ...key }, lines: texts[context.language].openingKeyMade({ ...files, ...key }) };
}

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

/**
 * What two people compare over the telephone: the SHA-256 of a public key as it is printed, in hex. Anyone can compute
 * it with `printf %s KEY | sha256sum`.
 */
export function toFingerprint(publicKey: string): string {
  return hash('sha256', publicKey);
}

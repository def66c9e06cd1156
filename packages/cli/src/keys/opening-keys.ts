import { CoreError, type Identities, type Identity } from '@scelle/core';
import { combineShares, isIdentityFileEncrypted, parseShareFile, type Share } from '@scelle/core/internal';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext } from '../kernel/context.ts';
import { readSmallFile } from '../kernel/files.ts';
import { loadIdentities, naming, withFile } from './load-keys.ts';
import { findPassphrase } from './passphrases.ts';

/** The options by which a command is given what opens batches: an identity, or enough shares of one. */
export interface OpeningKeyOptions {
  readonly identity?: string;
  readonly passphraseFile?: string;
  /** Files of shares, which stand in place of the identity. */
  readonly share?: readonly string[];
  /** Passphrases of the shares, in their order. */
  readonly sharePassphraseFile?: readonly string[];
}

/** A share under a passphrase, armored, has less than half of this. */
const MAX_SHARE_FILE_BYTES = 32_768;

/** Whether the options name something that opens batches. Throws `options-conflict` where they name both kinds. */
export function hasOpeningKey({ identity, share }: OpeningKeyOptions): boolean {
  if (identity !== undefined && share !== undefined)
    throw new CliError('options-conflict', { name: '--identity', found: '--share' });
  return identity !== undefined || share !== undefined;
}

/**
 * The opening keys that the options name. Throws `option-missing` where they name none, `options-conflict`, and the
 * codes of `loadIdentities` and `loadShares`.
 */
export async function loadOpeningKeys(context: CommandContext, options: OpeningKeyOptions): Promise<Identities> {
  if (!hasOpeningKey(options)) throw new CliError('option-missing', { name: '--identity / --share' });
  const { identity, passphraseFile, share = [], sharePassphraseFile = [] } = options;
  if (identity === undefined) return [await loadShares(context, share, sharePassphraseFile)];
  return loadIdentities(context, identity, {
    file: passphraseFile,
    option: '--passphrase-file',
    variable: 'SCELLE_PASSPHRASE',
  });
}

/**
 * The identity that the shares in the files give together, each opened with its custodian's passphrase where it has
 * one. Throws `passphrase-files-count`, and the codes of `parseShareFile` and `combineShares` with the file.
 */
async function loadShares(
  context: CommandContext,
  files: readonly string[],
  passphraseFiles: readonly string[],
): Promise<Identity> {
  if (passphraseFiles.length > 0 && passphraseFiles.length !== files.length) {
    throw new CliError('passphrase-files-count', { found: passphraseFiles.length, expected: files.length });
  }
  const shares: Share[] = [];
  for (const [index, file] of files.entries()) shares.push(await loadShare(context, file, passphraseFiles[index]));
  try {
    return await combineShares(shares);
  } catch (error) {
    const index = error instanceof CoreError ? error.details.index : undefined;
    throw index === undefined ? error : withFile(error, files[index]!);
  }
}

async function loadShare(context: CommandContext, file: string, passphraseFile: string | undefined): Promise<Share> {
  const bytes = await readSmallFile(file, MAX_SHARE_FILE_BYTES);
  const passphrase = { file: passphraseFile, option: '--share-passphrase-file', variable: null } as const;
  try {
    const text = isIdentityFileEncrypted(bytes) ? await findPassphrase(context, file, passphrase) : undefined;
    return await naming(file, () => parseShareFile(bytes, text));
  } finally {
    bytes.fill(0);
  }
}

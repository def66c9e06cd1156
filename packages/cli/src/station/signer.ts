import type { SecretKey } from '@scelle/core';
import { attendedKeyFiles, requireOwnFile, type Station } from '@scelle/station';
import type { CommandContext } from '../command-context.ts';
import { loadSecretKey } from '../keys/load-keys.ts';

/** Where the passphrase of a signing key may be. */
export interface SignerOptions {
  readonly passphraseFile?: string;
}

/**
 * The signing key of a station. Its passphrase is asked for, unless a file has it. Throws `source-not-a-file`, and the
 * codes of `loadSecretKey`.
 */
export async function loadStationSigner(
  context: CommandContext,
  { layout }: Station,
  { passphraseFile: file }: SignerOptions,
): Promise<SecretKey> {
  const passphrase = { file, option: '--passphrase-file', variable: 'SCELLE_PASSPHRASE' } as const;
  const path = layout.path('keys', attendedKeyFiles.signing);
  await requireOwnFile(path);
  return await loadSecretKey(context, path, passphrase);
}

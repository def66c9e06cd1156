import type { Identities, SecretKey } from '@scelle/core';
import type { Station } from '@scelle/station';
import { type AuthenticBatch, attendedKeyFiles, listNeededIdentities, requireOwnFile } from '@scelle/station/internal';
import type { CommandContext } from '../kernel/context.ts';
import { loadSecretKey } from './load-keys.ts';
import { hasOpeningKey, loadOpeningKeys, type OpeningKeyOptions } from './opening-keys.ts';

// Apart from keys in files: who verifies without a station need not load one.

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

/**
 * The opening keys that the options name, or else those of the station that the batches need: the one in use, and
 * earlier ones. Throws the codes of `loadOpeningKeys`.
 */
export async function loadStationOpeningKeys(
  context: CommandContext,
  station: Station,
  batches: readonly AuthenticBatch[],
  options: OpeningKeyOptions,
): Promise<Identities> {
  if (hasOpeningKey(options)) return loadOpeningKeys(context, options);
  const [current, ...replaced] = await listNeededIdentities(station, batches);
  const identities = await loadOpeningKeys(context, { ...options, identity: current });
  const others: Identities[] = [];
  for (const identity of replaced) others.push(await loadOpeningKeys(context, { ...options, identity }));
  const [first, ...rest] = identities;
  return [first, ...[rest, ...others].flat()];
}

import type { Identity } from '@scelle/core';
import { attendedKeyFiles, type Station } from '@scelle/station';
import type { CommandContext } from '../command-context.ts';
import { hasOpeningKey, loadOpeningKeys, type OpeningKeyOptions } from '../keys/opening-keys.ts';

/** The opening keys that the options name, or else that of the station. Throws the codes of `loadOpeningKeys`. */
export async function loadStationOpeningKeys(
  context: CommandContext,
  { layout }: Station,
  options: OpeningKeyOptions,
): Promise<readonly Identity[]> {
  if (hasOpeningKey(options)) return loadOpeningKeys(context, options);
  return loadOpeningKeys(context, { ...options, identity: layout.path('keys', attendedKeyFiles.opening) });
}

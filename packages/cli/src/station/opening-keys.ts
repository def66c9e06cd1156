import type { Identity } from '@scelle/core';
import { type AuthenticBatch, listNeededIdentities, type Station } from '@scelle/station';
import type { CommandContext } from '../command-context.ts';
import { hasOpeningKey, loadOpeningKeys, type OpeningKeyOptions } from '../keys/opening-keys.ts';

/**
 * The opening keys that the options name, or else those of the station that the batches need: the one in use, and
 * earlier ones. Throws the codes of `loadOpeningKeys`.
 */
export async function loadStationOpeningKeys(
  context: CommandContext,
  station: Station,
  batches: readonly AuthenticBatch[],
  options: OpeningKeyOptions,
): Promise<readonly Identity[]> {
  if (hasOpeningKey(options)) return loadOpeningKeys(context, options);
  const identities: (readonly Identity[])[] = [];
  for (const identity of await listNeededIdentities(station, batches)) {
    identities.push(await loadOpeningKeys(context, { ...options, identity }));
  }
  return identities.flat();
}

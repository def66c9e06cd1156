import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { StationError } from '../errors/station-error.ts';
import type { Settings } from '../settings/settings.ts';
import type { Station } from '../station.ts';

/** The opening key in use, and those of earlier cards. */
const OPENING_KEY = /^opening\b.*\.identity$/;

/**
 * Throws `opening-key-exposed` where this process could read an opening key of the station, which must not lie on the
 * host that stands on the network, unless the settings say that there is only one host.
 */
export async function requireNoOpeningKey({ layout }: Station, { network }: Settings): Promise<void> {
  if (network.singleHost) return;
  for (const name of await readdir(layout.path('keys'))) {
    const file = layout.path('keys', name);
    if (OPENING_KEY.test(name) && (await isReadable(file))) throw new StationError('opening-key-exposed', { file });
  }
}

async function isReadable(file: string): Promise<boolean> {
  try {
    await access(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

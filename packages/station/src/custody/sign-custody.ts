import { readUnattendedKey } from '../folder/key-files.ts';
import type { Station } from '../station.ts';
import { signNewestHead } from './head.ts';

/**
 * Signs how far the custody log of a station has come, unless that was done already. Throws `station-incomplete` and
 * the codes of `transaction`.
 */
export async function signCustody({
  layout,
  database,
  name: station,
  environment,
}: Pick<Station, 'layout' | 'database' | 'name' | 'environment'>): Promise<void> {
  const signer = await readUnattendedKey(layout, 'custody');
  try {
    await signNewestHead(database, { station, signer, now: environment.now });
  } finally {
    signer.wipe();
  }
}

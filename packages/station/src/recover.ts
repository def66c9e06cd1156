import { unlink } from 'node:fs/promises';
import { findStalePartials } from '@scelle/core';
import { type FinishedRotation, finishRotations } from './cards/rotate-key.ts';
import { finishCertificate } from './certificates/rotate-certificate.ts';
import { signCustody } from './custody/sign-custody.ts';
import { stationFolders } from './folder/layout.ts';
import { clearOrphans } from './receiving/clear-orphans.ts';
import { followHeld } from './receiving/follow-held.ts';
import { adoptOrphans } from './sending/adopt-orphans.ts';
import type { Station } from './station.ts';

/** Something that an interrupted command left, and what became of it. */
export interface Recovery {
  /**
   * *partial-removed*: an unfinished file. *orphan-removed*: a copy of a batch whose arrival was never recorded, so that
   * nobody was told that it came. *batch-adopted*: a sealed batch in the outbox whose number was not recorded.
   * *batch-followed*: a held batch whose turn had come. *key-replaced*, *key-discarded*: a new key or certificate, see
   * `finishRotations`. *file-missing*, *outbox-conflict*: for a person to look at.
   */
  readonly kind:
    | 'partial-removed'
    | 'orphan-removed'
    | 'batch-adopted'
    | 'batch-followed'
    | 'file-missing'
    | 'outbox-conflict'
    | FinishedRotation['kind'];
  readonly file: string;
}

/**
 * Finishes or removes what an interrupted command left, and tells what it was. It may be interrupted itself, and does
 * nothing where there is nothing to do; it runs under the station's lock.
 */
export async function recover(station: Station): Promise<readonly Recovery[]> {
  const recovered = [
    ...(await removePartials(station)),
    ...(await finishRotations(station)),
    ...(await finishCertificate(station)),
    ...(await adoptOrphans(station)),
    ...(await clearOrphans(station)),
    ...(await followAll(station)),
  ];
  await signCustody(station);
  return recovered;
}

async function removePartials({ layout }: Station): Promise<Recovery[]> {
  const removed: Recovery[] = [];
  for (const folder of stationFolders) {
    for (const { path, owner } of await findStalePartials(layout.path(folder))) {
      if (owner !== 'gone') continue;
      await unlink(path);
      removed.push({ kind: 'partial-removed', file: path });
    }
  }
  return removed;
}

async function followAll(station: Station): Promise<Recovery[]> {
  const followed = await followHeld(station);
  return followed.map(({ sender, stream, sequence }) => ({
    kind: 'batch-followed',
    file: `${sender}.${stream}.${sequence}`,
  }));
}

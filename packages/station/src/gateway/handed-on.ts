import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { listNotices, type StoredNotice } from '../channels/notice.ts';
import { StationError } from '../errors/station-error.ts';
import type { Station } from '../home/station.ts';
import { findReceipts, type StoredReceipt } from '../receipts/receipt-store.ts';
import type { Settings } from '../settings/settings.ts';

/** Every receipt that this party issued and has not handed on to the gateway, the oldest first. */
export function listToHandOn({ database }: Station, gateway: string): readonly StoredReceipt[] {
  const rows = database
    .prepare(
      `SELECT party, digest, stage FROM receipts r WHERE direction = 'issued' AND NOT EXISTS (
         SELECT 1 FROM handed_on h WHERE h.gateway = ? AND h.digest = r.digest AND h.stage = r.stage AND h.at = r.at
       ) ORDER BY at, digest, stage`,
    )
    .all(gateway) as unknown as Pick<StoredReceipt, 'party' | 'digest' | 'stage'>[];
  return rows.flatMap(({ party, digest, stage }) =>
    findReceipts(database, { direction: 'issued', party, digest }).filter((receipt) => receipt.stage === stage),
  );
}

/** Notes that the gateway has a receipt. */
export function markHandedOn(station: Station, gateway: string, { digest, stage, at }: StoredReceipt): void {
  station.change(() => {
    station.database
      .prepare(
        `INSERT INTO handed_on (gateway, digest, stage, at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET at = excluded.at`,
      )
      .run(gateway, digest, stage, at);
  });
}

/** The notices of this party that hold now, one for each peer. */
export function listNoticesToHandOn({ database, name }: Station): readonly StoredNotice[] {
  const own = listNotices(database, name).filter(({ notice }) => notice.station === name);
  return [...new Map(own.map((stored) => [stored.notice.peer, stored])).values()];
}

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

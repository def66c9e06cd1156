import { listNotices, type StoredNotice } from '../channels/notice-store.ts';
import { findReceipts, type StoredReceipt } from '../receipts/receipt-store.ts';
import type { Station } from '../station.ts';

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

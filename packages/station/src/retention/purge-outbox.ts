import type { DatabaseSync } from 'node:sqlite';
import { toInstant } from '@scelle/core';
import { StationError } from '../errors/station-error.ts';
import { removeStored } from '../home/files.ts';
import type { Station } from '../home/station.ts';
import { listSent, type SentBatch } from '../ledger/sent-batches.ts';
import type { Settings } from '../settings/settings.ts';
import {
  erasureCertificateLimits,
  type IssuedErasureCertificate,
  issueErasureCertificate,
  storeErasureCertificate,
} from './erasure-certificate.ts';

const DAY_MILLISECONDS = 86_400_000;

/**
 * Removes the sent batches that have an import receipt and whose term since then is over; never one without. Gives the
 * certificate, or null where there is nothing to remove. Throws `retention-not-set`.
 */
export async function purgeOutbox(station: Station, { retention }: Settings): Promise<IssuedErasureCertificate | null> {
  const { sentDays: days } = retention;
  if (days === null) throw new StationError('retention-not-set', { field: 'sent-days' });
  return station.exclusively(async () => {
    const now = station.environment.now();
    const bound = toInstant(new Date(now.getTime() - days * DAY_MILLISECONDS));
    const purged = listPurgeable(station.database, bound).slice(0, erasureCertificateLimits.batches);
    if (purged.length === 0) return null;
    for (const { file } of purged) await removeStored(station.layout.path('outbox', file));
    const batches = purged.map((batch) => toCertified(station, batch));
    const issued = await issueErasureCertificate(station, { kind: 'purge', action: 'deleted', days, batches });
    station.change(() => {
      const insert = station.database.prepare('INSERT INTO purged (digest, purged_at) VALUES (?, ?)');
      for (const { digest } of purged) insert.run(digest, toInstant(now));
      storeErasureCertificate(station, issued, 'purge');
    });
    return issued;
  });
}

/** The state alone is not enough: the receipt itself must be there. */
function listPurgeable(database: DatabaseSync, before: string): SentBatch[] {
  const hasReceipt = database.prepare(
    `SELECT 1 FROM receipts WHERE direction = 'received' AND party = ? AND digest = ? AND stage = 'import' AND at < ?`,
  );
  const isPurged = database.prepare('SELECT 1 FROM purged WHERE digest = ?');
  return listSent(database, ['imported']).filter(
    ({ recipient, digest }) =>
      hasReceipt.get(recipient, digest, before) !== undefined && isPurged.get(digest) === undefined,
  );
}

function toCertified({ name: sender }: Station, { recipient, stream, sequence, digest, records }: SentBatch) {
  return { sender, recipient, stream, sequence, manifest: digest, records };
}

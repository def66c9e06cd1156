import { toInstant } from '@scelle/core';
import { StationError } from '../errors/station-error.ts';
import { removeStored } from '../home/files.ts';
import type { LedgerReader } from '../home/ledger.ts';
import type { Station } from '../home/station.ts';
import { insertPurged, listAcknowledged } from '../ledger/erasures.ts';
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
    const purged = (await listPurgeable(station.ledger, bound)).slice(0, erasureCertificateLimits.batches);
    if (purged.length === 0) return null;
    for (const { file } of purged) await removeStored(station.layout.path('outbox', file));
    const batches = purged.map((batch) => toCertified(station, batch));
    const issued = await issueErasureCertificate(station, { kind: 'purge', action: 'deleted', days, batches });
    await station.change(async (inside) => {
      for (const { digest } of purged) await insertPurged(inside.ledger, digest, toInstant(now));
      await storeErasureCertificate(inside, issued, 'purge');
    });
    return issued;
  });
}

/** The state alone is not enough: the receipt itself must be there. */
async function listPurgeable(ledger: LedgerReader, before: string): Promise<SentBatch[]> {
  const acknowledged = await listAcknowledged(ledger, before);
  const due = new Set(acknowledged.map(({ party, digest }) => `${party} ${digest}`));
  return (await listSent(ledger, ['imported'])).filter(({ recipient, digest }) => due.has(`${recipient} ${digest}`));
}

function toCertified({ name: sender }: Station, { recipient, stream, sequence, digest, records }: SentBatch) {
  return { sender, recipient, stream, sequence, manifest: digest, records };
}

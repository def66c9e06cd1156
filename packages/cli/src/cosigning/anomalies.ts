import { type Manifest, toEpochMilliseconds } from '@scelle/core';
import { listSentRecords, type Station } from '@scelle/station';

/** Something about a batch that an agent should look into before signing. */
export type Anomaly =
  /** Many more, or many fewer, records than batches of this stream had before. */
  | { readonly kind: 'volume'; readonly records: number; readonly usual: number }
  /** Facts long before the batch was made. */
  | { readonly kind: 'stale'; readonly days: number };

const BATCHES_COMPARED = 14;
const SUDDEN_FACTOR = 3;
const STALE_DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;

/** What stands out in a batch of the outbox, against the batches of its stream before it. */
export function findAnomalies({ database }: Station, manifest: Manifest): readonly Anomaly[] {
  const anomalies: Anomaly[] = [];
  const before = listSentRecords(database, manifest, BATCHES_COMPARED);
  const usual = Math.round(before.reduce((sum, records) => sum + records, 0) / Math.max(1, before.length));
  const records = manifest.records.count;
  const isSudden = records > usual * SUDDEN_FACTOR || records * SUDDEN_FACTOR < usual;
  if (before.length > 0 && isSudden) anomalies.push({ kind: 'volume', records, usual });
  const days = manifest.period === null ? 0 : daysBetween(manifest.period.from, manifest.createdAt);
  if (days > STALE_DAYS) anomalies.push({ kind: 'stale', days });
  return anomalies;
}

function daysBetween(from: string, to: string): number {
  return Math.floor((toEpochMilliseconds(to) - toEpochMilliseconds(from)) / DAY_MILLISECONDS);
}

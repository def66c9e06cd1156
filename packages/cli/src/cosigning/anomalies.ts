import { type Manifest, toEpochMilliseconds } from '@scelle/core';
import { listSentBefore, type SentBatch } from '@scelle/station';
import type { Desk } from '../station/open-desk.ts';
import type { OutboxIds, RepeatedRecords } from './outbox-ids.ts';
import type { Review } from './review.ts';

/** Something about a batch that an agent should look into before signing. */
export type Anomaly =
  /** Many more, or many fewer, records than batches of this stream had before. */
  | { readonly kind: 'volume'; readonly records: number; readonly usual: number }
  /** Facts long before the batch was made. */
  | { readonly kind: 'stale'; readonly days: number }
  /** Records with the id of another record of the batch. */
  | { readonly kind: 'duplicate'; readonly records: number }
  /** Records with the id of a record of an earlier batch. */
  | ({ readonly kind: 'repeated' } & RepeatedRecords);

const BATCHES_COMPARED = 14;
const SUDDEN_FACTOR = 3;
const STALE_DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;

/**
 * What stands out in a batch of the outbox, by itself and against the batches of its stream before it. Duplicates are
 * found where its records were read.
 */
export async function findAnomalies(
  desk: Desk,
  { manifest, recordIds }: Review,
  outboxIds: OutboxIds,
): Promise<readonly Anomaly[]> {
  const earlier = listSentBefore(desk.station.database, manifest, BATCHES_COMPARED);
  const anomalies = [...judgeVolume(manifest, earlier), ...judgeAge(manifest)];
  if (recordIds === null) return anomalies;
  const records = recordIds.countRepeated();
  if (records > 0) anomalies.push({ kind: 'duplicate', records });
  const repeated = await outboxIds.findRepeated(recordIds, earlier);
  return [...anomalies, ...repeated.map((each) => ({ kind: 'repeated' as const, ...each }))];
}

function judgeVolume({ records: { count: records } }: Manifest, earlier: readonly SentBatch[]): Anomaly[] {
  if (earlier.length === 0) return [];
  const usual = Math.round(earlier.reduce((sum, batch) => sum + batch.records, 0) / earlier.length);
  const isSudden = records > usual * SUDDEN_FACTOR || records * SUDDEN_FACTOR < usual;
  return isSudden ? [{ kind: 'volume', records, usual }] : [];
}

function judgeAge({ period, createdAt }: Manifest): Anomaly[] {
  const days = period === null ? 0 : daysBetween(period.from, createdAt);
  return days > STALE_DAYS ? [{ kind: 'stale', days }] : [];
}

function daysBetween(from: string, to: string): number {
  return Math.floor((toEpochMilliseconds(to) - toEpochMilliseconds(from)) / DAY_MILLISECONDS);
}

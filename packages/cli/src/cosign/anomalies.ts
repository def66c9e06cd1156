import { existsSync } from 'node:fs';
import { type Identities, ipEvidence, ipEvidenceTest, type Manifest, openFileSource } from '@scelle/core';
import { toEpochMilliseconds } from '@scelle/core/internal';
import type { OpenedStation, SentBatch } from '@scelle/station';
import { listSentBefore, listTrustedKeys } from '@scelle/station/internal';
import { type Policy, verifyBatch } from '@scelle/verify';
import type { CommandContext } from '../kernel/context.ts';
import { showProgress } from '../verify/report.ts';
import { RecordIds, type Review } from './review.ts';
import type { Anomaly } from './review-view.ts';

const BATCHES_COMPARED = 14;
const SUDDEN_FACTOR = 3;
const STALE_DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;

/**
 * What stands out in a batch of the outbox, by itself and against the batches of its stream before it. Duplicates are
 * found where its records were read.
 */
export async function findAnomalies(
  opened: OpenedStation,
  { manifest, recordIds }: Review,
  outboxIds: OutboxIds,
): Promise<readonly Anomaly[]> {
  const earlier = await listSentBefore(opened.station.ledger, manifest, BATCHES_COMPARED);
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

/** An earlier batch and how many records of it come once more. */
interface RepeatedRecords {
  readonly sequence: number;
  readonly records: number;
}

/**
 * The record ids of the batches in the outbox, as far as the identities open them. Each batch is read once, however many
 * are compared with it. Nothing of them leaves the memory.
 */
export class OutboxIds {
  readonly #context: CommandContext;
  readonly #opened: OpenedStation;
  readonly #identities: Identities | null;
  readonly #known = new Map<string, RecordIds | null>();

  constructor(context: CommandContext, opened: OpenedStation, identities: Identities | null) {
    this.#context = context;
    this.#opened = opened;
    this.#identities = identities;
  }

  /** Keeps the ids of a batch that was read for another purpose. */
  remember(path: string, ids: RecordIds): void {
    this.#known.set(path, ids);
  }

  /** Which of the earlier batches hold records of the batch with these ids. */
  async findRepeated(ids: RecordIds, earlier: readonly SentBatch[]): Promise<readonly RepeatedRecords[]> {
    const repeated: RepeatedRecords[] = [];
    for (const batch of earlier) {
      const others = await this.#idsOf(batch);
      const records = others === null ? 0 : ids.countShared(others);
      if (records > 0) repeated.push({ sequence: batch.sequence, records });
    }
    return repeated;
  }

  async #idsOf({ file, recipient }: SentBatch): Promise<RecordIds | null> {
    const path = this.#opened.station.layout.path('outbox', file);
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const identities = existsSync(path) ? this.#identities : null;
    const ids = identities && (await this.#read(path, await createOutgoingPolicy(this.#opened, recipient), identities));
    this.#known.set(path, ids);
    return ids;
  }

  async #read(path: string, policy: Policy, identities: Identities): Promise<RecordIds | null> {
    const consumer = new RecordIds();
    const onProgress = showProgress(this.#context);
    const { signal } = this.#context.interruption;
    await using source = this.#context.interruption.source(await openFileSource(path, { ownFile: true }));
    const { verdict } = await verifyBatch(source, policy, {
      identities,
      ledger: 'none',
      consumer,
      onProgress,
      signal,
    });
    return verdict === 'accepted' ? consumer : null;
  }
}

/** By what a batch of one's own outbox is verified before it is co-signed: one's own seal, for that recipient. */
export async function createOutgoingPolicy({ station, settings }: OpenedStation, recipient: string): Promise<Policy> {
  const keys = await listTrustedKeys(station.ledger, settings.keyValidityDays);
  return {
    keys: keys.filter(({ role, name }) => (name === station.name) === (role === 'sender')),
    requiredRoles: [],
    recipient,
    allowedRecipients: null,
    profiles: settings.testProfiles ? [ipEvidence, ipEvidenceTest] : [ipEvidence],
    clockSkewSeconds: settings.clockSkewSeconds,
    maxFactAgeDays: null,
  };
}

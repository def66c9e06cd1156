import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  type Identities,
  type IpEvidence,
  ipEvidence,
  ipEvidenceTest,
  type Manifest,
  openFileSource,
} from '@scelle/core';
import { toEpochMilliseconds } from '@scelle/core/internal';
import { type ContentConsumer, type Policy, type Progress, type ProvisionalGroup, verifyBatch } from '@scelle/verify';
import { listTrustedKeys } from '../cards/revocations.ts';
import type { Station } from '../home/station.ts';
import { listSentBefore, type SentBatch } from '../ledger/sent-batches.ts';
import type { Settings } from '../settings/settings.ts';

/** Something about a batch that an agent should look into before signing. */
export type Anomaly =
  /** Many more, or many fewer, records than batches of this stream had before. */
  | { readonly kind: 'volume'; readonly records: number; readonly usual: number }
  /** Facts long before the batch was made. */
  | { readonly kind: 'stale'; readonly days: number }
  /** Records with the id of another record of the batch. */
  | { readonly kind: 'duplicate'; readonly records: number }
  /** Records with the id of a record of an earlier batch. */
  | { readonly kind: 'repeated'; readonly sequence: number; readonly records: number };

const BATCHES_COMPARED = 14;
const SUDDEN_FACTOR = 3;
const STALE_DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;

/** A batch that was read before it is co-signed. */
export interface ReviewedBatch {
  readonly manifest: Manifest;
  /** Null where its records were not read. */
  readonly recordIds: RecordIds | null;
}

/**
 * What stands out in a batch of the outbox, by itself and against the batches of its stream before it: what an agent should
 * look into before signing. Duplicates are found where its records were read.
 */
export async function findAnomalies(
  { ledger }: Station,
  { manifest, recordIds }: ReviewedBatch,
  outboxIds: OutboxIds,
): Promise<readonly Anomaly[]> {
  const earlier = await listSentBefore(ledger, manifest, BATCHES_COMPARED);
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
export interface RepeatedRecords {
  readonly sequence: number;
  readonly records: number;
}

/** Whose outbox it is, and the rules that it keeps to. */
export interface OutboxOwner {
  readonly station: Station;
  readonly settings: Settings;
}

/** How batches of the outbox are read. */
export interface ReadOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/**
 * The record ids of the batches in the outbox, as far as the identities open them. Each batch is read once, however many
 * are compared with it. Nothing of them leaves the memory.
 */
export class OutboxIds {
  readonly #owner: OutboxOwner;
  readonly #identities: Identities | null;
  readonly #options: ReadOptions;
  readonly #known = new Map<string, RecordIds | null>();

  /** `identities`: null where nobody is to look inside. */
  constructor(owner: OutboxOwner, identities: Identities | null, options: ReadOptions = {}) {
    this.#owner = owner;
    this.#identities = identities;
    this.#options = options;
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
    const path = this.#owner.station.layout.path('outbox', file);
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const identities = existsSync(path) ? this.#identities : null;
    const ids = identities && (await this.#read(path, await createOutgoingPolicy(this.#owner, recipient), identities));
    this.#known.set(path, ids);
    return ids;
  }

  async #read(path: string, policy: Policy, identities: Identities): Promise<RecordIds | null> {
    const consumer = new RecordIds();
    await using source = await openFileSource(path, { ownFile: true });
    const { verdict } = await verifyBatch(source, policy, {
      ...this.#options,
      identities,
      ledger: 'none',
      consumer,
    });
    return verdict === 'accepted' ? consumer : null;
  }
}

/** By what a batch of one's own outbox is verified before it is co-signed: one's own seal, for that recipient. */
export async function createOutgoingPolicy({ station, settings }: OutboxOwner, recipient: string): Promise<Policy> {
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

const FIRST_ROOM = 1 << 12;

/**
 * The ids of the records of a batch, eight bytes of a digest for each: enough that two are hardly ever taken for one, and
 * few enough for millions of them.
 */
export class RecordIds implements ContentConsumer {
  #digests = new BigUint64Array(FIRST_ROOM);
  #count = 0;

  async takeGroup({ records }: ProvisionalGroup): Promise<void> {
    for (const { record } of records) this.#add((record as IpEvidence).recordId);
  }

  #add(recordId: string): void {
    if (this.#count === this.#digests.length) {
      const larger = new BigUint64Array(2 * this.#count);
      larger.set(this.#digests);
      this.#digests = larger;
    }
    this.#digests[this.#count++] = hash('sha256', recordId, 'buffer').readBigUInt64BE();
  }

  /** How many records have the id of one before. */
  countRepeated(): number {
    const sorted = this.#sort();
    return sorted.reduce((repeated, digest, at) => repeated + Number(at > 0 && sorted[at - 1] === digest), 0);
  }

  /** How many records have an id that is in the other batch too. */
  countShared(other: RecordIds): number {
    const [mine, others] = [this.#sort(), other.#sort()];
    let at = 0;
    let shared = 0;
    for (const digest of mine) {
      while (at < others.length && others[at]! < digest) at += 1;
      shared += Number(others[at] === digest);
    }
    return shared;
  }

  #sort(): BigUint64Array {
    return this.#digests.subarray(0, this.#count).sort();
  }
}

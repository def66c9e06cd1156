import { createHash, randomBytes } from 'node:crypto';
import type { IpEvidence, Manifest } from '@scelle/core';
import type { ContentConsumer, ProvisionalGroup } from '@scelle/verify';

const TWO_TO_64 = 1n << 64n;

/** A new seed for a sample: 32 hex digits. */
export function createSampleSeed(): string {
  return randomBytes(16).toString('hex');
}

/**
 * Which of `count` records a sample of `size` holds, from 0, in ascending order. It follows from the seed alone, so that
 * anyone can draw it again: for i = 0, 1, …, take the first 8 bytes of SHA-256(seed ‖ i as 8 bytes) as a number, both
 * big-endian, modulo the count; leave out repeats, and numbers from the largest multiple of the count up to 2^64, which
 * would favour low indices. A sample of at least `count` records holds them all.
 */
export function drawSample(seed: string, count: number, size: number): readonly number[] {
  if (size >= count) return Array.from({ length: count }, (_, index) => index);
  const fair = TWO_TO_64 - (TWO_TO_64 % BigInt(count));
  const drawn = new Set<number>();
  for (let counter = 0n; drawn.size < size; counter += 1n) {
    const number = hashCounter(seed, counter);
    if (number < fair) drawn.add(Number(number % BigInt(count)));
  }
  return [...drawn].sort((left, right) => left - right);
}

function hashCounter(seed: string, counter: bigint): bigint {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(counter);
  return createHash('sha256').update(Buffer.from(seed, 'hex')).update(bytes).digest().readBigUInt64BE();
}

/** A thing and how many records speak of it. */
type Count = readonly [label: string, records: number];

/** What a co-signer sees of a batch. */
export interface BatchSummaryView {
  readonly records: number;
  readonly providers: readonly Count[];
  readonly protocols: readonly Count[];
  readonly works: readonly Count[];
  /** By hour of `occurredAt`, in order of time. */
  readonly hours: readonly Count[];
  readonly sample: {
    readonly seed: string;
    /** Indices of the records, from 0. */
    readonly indices: readonly number[];
    /** Their lines. */
    readonly records: readonly string[];
  };
}

const SAMPLE_RECORDS = 10;
const MOST_SHOWN = 10;
const HOUR_LENGTH = 'YYYY-MM-DDTHH'.length;

/** Counts the records of a batch, and keeps a sample of them, while the batch is verified. */
export class BatchView implements ContentConsumer {
  readonly #seed: string;
  readonly #providers = new Map<string, number>();
  readonly #protocols = new Map<string, number>();
  readonly #works = new Map<string, number>();
  readonly #hours = new Map<string, number>();
  readonly #sample: string[] = [];
  #indices: readonly number[] = [];
  #records = 0;

  /** With the seed of the sample, 32 hex digits. */
  constructor(seed: string) {
    this.#seed = seed;
  }

  async begin({ records }: Manifest): Promise<void> {
    this.#indices = drawSample(this.#seed, records.count, SAMPLE_RECORDS);
  }

  async takeGroup({ records }: ProvisionalGroup): Promise<void> {
    for (const { record, bytes } of records) {
      this.#count(record as IpEvidence);
      if (this.#indices.includes(this.#records)) this.#sample.push(new TextDecoder().decode(bytes));
      this.#records += 1;
    }
  }

  summary(): BatchSummaryView {
    return {
      records: this.#records,
      providers: mostFrequent(this.#providers),
      protocols: mostFrequent(this.#protocols),
      works: mostFrequent(this.#works),
      hours: [...this.#hours].sort(([left], [right]) => (left < right ? -1 : 1)),
      sample: { seed: this.#seed, indices: this.#indices, records: this.#sample },
    };
  }

  #count({ isp, protocol, works, occurredAt }: IpEvidence): void {
    increment(this.#providers, isp ?? '—');
    increment(this.#protocols, protocol);
    for (const { title } of works) increment(this.#works, title);
    increment(this.#hours, occurredAt.slice(0, HOUR_LENGTH));
  }
}

function increment(counts: Map<string, number>, label: string): void {
  counts.set(label, (counts.get(label) ?? 0) + 1);
}

function mostFrequent(counts: ReadonlyMap<string, number>): readonly Count[] {
  return [...counts].sort(([, left], [, right]) => right - left).slice(0, MOST_SHOWN);
}

import type { IpEvidence, Manifest } from '@scelle/core';
import type { ContentConsumer, ProvisionalGroup } from '@scelle/verify';
import { drawSample } from './sample.ts';

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

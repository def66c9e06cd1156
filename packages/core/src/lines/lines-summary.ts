import { compareInstants } from '../canonical/instant.ts';
import type { RecordFacts } from '../record/profile.ts';

/** A segment that a line refers to. */
export interface SegmentReference {
  /** Position of the line in its run, counted from 0. */
  readonly line: number;
  /** SHA-256 in hex. */
  readonly sha256: string;
  /** Length in bytes. */
  readonly length: number;
}

/** What a batch needs to know of a run of records. It can be sent between threads. */
export interface LinesSummary {
  readonly records: number;
  /** Records per controller. */
  readonly controllers: ReadonlyMap<string, number>;
  readonly period: { readonly from: string; readonly to: string } | null;
  /** The agents, each with the first line that names it. */
  readonly agents: ReadonlyMap<string, number>;
  /** Records per hour, by the RFC 3339 prefix that names it. */
  readonly hours: ReadonlyMap<string, number>;
  /** In the order of the lines. */
  readonly references: readonly SegmentReference[];
}

const HOUR_PREFIX = 'YYYY-MM-DDTHH'.length;

/** Adds up the facts of records, or of runs of records. */
export class SummaryBuilder implements LinesSummary {
  records = 0;
  readonly controllers: Map<string, number> = new Map();
  readonly agents: Map<string, number> = new Map();
  readonly hours: Map<string, number> = new Map();
  readonly references: SegmentReference[] = [];
  #from = '';
  #to = '';

  get period(): LinesSummary['period'] {
    return this.records === 0 ? null : { from: this.#from, to: this.#to };
  }

  /** Adds the next record. */
  add({ controller, occurredAt, agent, segments }: Omit<RecordFacts, 'recordId'>): void {
    const line = this.records;
    this.#extend(occurredAt, occurredAt);
    this.records += 1;
    increase(this.controllers, controller, 1);
    increase(this.hours, occurredAt.slice(0, HOUR_PREFIX), 1);
    if (agent !== null && !this.agents.has(agent)) this.agents.set(agent, line);
    for (const { sha256, length } of segments) this.references.push({ line, sha256, length });
  }

  #extend(from: string, to: string): void {
    if (this.records === 0 || compareInstants(from, this.#from) < 0) this.#from = from;
    if (this.records === 0 || compareInstants(to, this.#to) > 0) this.#to = to;
  }

  /** The summary as plain data, which a worker can send. */
  finish(): LinesSummary {
    const { records, controllers, period, agents, hours, references } = this;
    // Pieces of a text keep all of it in memory, and these strings outlive the group whose text they were cut from.
    return { records, ...structuredClone({ controllers, period, hours }), agents, references };
  }
}

function increase(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

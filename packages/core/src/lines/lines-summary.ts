import { compareInstants } from '../canonical/instant.ts';
import type { RecordRecogniser } from '../recogniser/record-recogniser.ts';
import type { RecordFacts } from '../record/profile.ts';
import { findPeriod } from './recognised-period.ts';
import { TextTally } from './text-tally.ts';

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

/** Adds up the facts of records. */
export class SummaryBuilder {
  readonly #controllers = new TextTally();
  readonly #agents = new TextTally();
  readonly #hours = new TextTally();
  readonly #references: SegmentReference[] = [];
  #records = 0;
  #from = '';
  #to = '';

  /** Adds the next record. */
  add({ controller, occurredAt, agent, segments }: Omit<RecordFacts, 'recordId'>): void {
    const line = this.#records;
    this.#extend(occurredAt, occurredAt);
    this.#records += 1;
    this.#controllers.add(controller, line);
    this.#hours.add(occurredAt.slice(0, HOUR_PREFIX), line);
    if (agent !== null) this.#agents.add(agent, line);
    this.#refer(line, segments);
  }

  /** Adds the next records, which are the first `rows` of the recogniser. */
  addRecognised(recogniser: RecordRecogniser, rows: number): void {
    const { text } = recogniser.scanner;
    const { controller, occurredAt, agent } = recogniser.columns;
    const { from, to } = findPeriod(recogniser, rows);
    this.#extend(from, to);
    for (let row = 0; row < rows; row += 1) {
      const line = this.#records++;
      const instant = recogniser.start(row, occurredAt);
      this.#controllers.addBytes(text, recogniser.start(row, controller), recogniser.end(row, controller), line);
      this.#hours.addBytes(text, instant, instant + HOUR_PREFIX, line);
      if (recogniser.isString(row, agent)) {
        this.#agents.addBytes(text, recogniser.start(row, agent), recogniser.end(row, agent), line);
      }
      this.#refer(line, recogniser.segments(row));
    }
  }

  #refer(line: number, segments: RecordFacts['segments']): void {
    for (const { sha256, length } of segments) this.#references.push({ line, sha256, length });
  }

  #extend(from: string, to: string): void {
    if (this.#from === '' || compareInstants(from, this.#from) < 0) this.#from = from;
    if (this.#to === '' || compareInstants(to, this.#to) > 0) this.#to = to;
  }

  /** The summary as plain data, which a worker can send. */
  finish(): LinesSummary {
    return {
      records: this.#records,
      controllers: toMap(this.#controllers, 'count'),
      period: this.#records === 0 ? null : { from: this.#from, to: this.#to },
      agents: toMap(this.#agents, 'line'),
      hours: toMap(this.#hours, 'count'),
      references: this.#references,
    };
  }
}

function toMap({ entries }: TextTally, value: 'count' | 'line'): ReadonlyMap<string, number> {
  return new Map(Array.from(entries, (entry) => [entry.text, entry[value]]));
}

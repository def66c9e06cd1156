import { compareInstants } from '../canonical/text.ts';
import type { WindowText } from '../recogniser/line-scanner.ts';
import type { RecordRecogniser } from '../recogniser/record-recogniser.ts';
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

/** A text, how often it was met, and in which line first. */
interface TallyEntry {
  readonly text: string;
  readonly line: number;
  count: number;
}

interface CachedEntry {
  readonly bytes: Uint8Array;
  readonly entry: TallyEntry;
}

const CACHE_SIZE = 256;

/**
 * Counts texts, few of which are met many times, such as names. Their bytes are compared as they are: to make a string
 * of them takes longer than all else that is done for a line.
 */
export class TextTally {
  readonly #entries = new Map<string, TallyEntry>();
  /** Of the texts that share a place, the one that was met last. */
  readonly #cache: (CachedEntry | undefined)[] = Array(CACHE_SIZE);

  /** In the order in which they were met first. */
  get entries(): Iterable<TallyEntry> {
    return this.#entries.values();
  }

  /** Counts a text that was met in a line. */
  add(text: string, line: number): TallyEntry {
    const entry = this.#entries.get(text) ?? { text, line, count: 0 };
    if (entry.count === 0) this.#entries.set(text, entry);
    entry.count += 1;
    return entry;
  }

  /** Counts the text that is in UTF-8 from `start` to `end`. */
  addBytes(bytes: WindowText, start: number, end: number, line: number): void {
    const place = findPlace(bytes, start, end);
    const cached = this.#cache[place];
    if (cached !== undefined && isSame(cached.bytes, bytes, start, end)) {
      cached.entry.count += 1;
    } else {
      const entry = this.add(bytes.toString('utf8', start, end), line);
      this.#cache[place] = { bytes: Uint8Array.from(bytes.subarray(start, end)), entry };
    }
  }
}

/** Names differ in their length, where they begin, or where they end. */
function findPlace(bytes: Uint8Array, start: number, end: number): number {
  return (31 * (end - start) + 7 * bytes[start]! + bytes[end - 1]!) % CACHE_SIZE;
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let at = 0; at < known.length; at += 1) if (known[at] !== bytes[start + at]) return false;
  return true;
}

/** The earliest and the latest instant of so many rows, of which there is at least one. */
function findPeriod(recogniser: RecordRecogniser, rows: number): { readonly from: string; readonly to: string } {
  const column = recogniser.columns.occurredAt;
  let earliest = 0;
  let latest = 0;
  for (let row = 1; row < rows; row += 1) {
    // Records are in the order of time mostly: one comparison is enough for them.
    if (isBefore(recogniser, latest, row)) latest = row;
    else if (isBefore(recogniser, row, earliest)) earliest = row;
  }
  return { from: recogniser.read(earliest, column), to: recogniser.read(latest, column) };
}

/** What `compareInstants` says of them, by their bytes. */
function isBefore(recogniser: RecordRecogniser, a: number, b: number): boolean {
  const { text } = recogniser.scanner;
  const column = recogniser.columns.occurredAt;
  const start = recogniser.start(a, column);
  const other = recogniser.start(b, column);
  // Without their "Z", which comes after ".".
  const length = recogniser.end(a, column) - start - 1;
  const otherLength = recogniser.end(b, column) - other - 1;
  for (let at = 0; at < Math.min(length, otherLength); at += 1) {
    if (text[start + at] !== text[other + at]) return text[start + at]! < text[other + at]!;
  }
  return length < otherLength;
}

import { instantsOfDay } from './hours.ts';
import { drawConnection } from './network.ts';
import { drawObservations, type ObservationOptions, type SegmentShare } from './observations.ts';
import { Prng } from './prng.ts';
import { toRecordLine } from './record-line.ts';
import type { SyntheticSegment } from './segments.ts';

/** What to generate. */
export interface SyntheticOptions {
  /** How many records. */
  readonly records: number;
  /** Which records keep a segment of the shared file: none, every tenth, or all. */
  readonly segments: SegmentShare;
  /** The same seed gives the same bytes on every machine; a number counts as its decimal text. */
  readonly seed: string | number;
  /** The day of the observations in UTC, `YYYY-MM-DD`; 2026-11-02 unless told. */
  readonly day?: string;
  /** Length of a segment in bytes, 1 to 64 MiB; 16,384 unless told. */
  readonly segmentBytes?: number;
}

/** One generated record with the attachments that it names. */
export interface SyntheticRecord {
  readonly recordId: string;
  /** The record as a canonical line of `ip-evidence-test/1`, without a newline. */
  readonly line: string;
  readonly segments: readonly SyntheticSegment[];
  /** The sworn agent whom the record names. */
  readonly agent: string;
}

interface Settings extends ObservationOptions {
  readonly records: number;
  readonly day: string;
}

/** docs/format.md § Limits: one attachment. */
const MAX_SEGMENT_BYTES = 64 * 1024 * 1024;

const AGENTS = ['agent-1', 'agent-2', 'agent-3', 'agent-4'];

/**
 * Generates invented records for training and tests: plausible in their variety, on documentation addresses only, in
 * the order of `occurredAt`. Records are made as they are asked for, so that memory does not grow with their number;
 * every iteration gives the same ones.
 *
 * Throws a `RangeError` where an option is out of its range.
 */
export function generateRecords(options: SyntheticOptions): Iterable<SyntheticRecord> {
  const { records, segments, seed, day = '2026-11-02', segmentBytes = 16_384 } = options;
  requireInteger('records', records, 0, Number.MAX_SAFE_INTEGER);
  requireInteger('segmentBytes', segmentBytes, 1, MAX_SEGMENT_BYTES);
  requireDay(day);
  const settings: Settings = { records, segments, seed: String(seed), day, segmentBytes };
  return { [Symbol.iterator]: () => generate(settings) };
}

function* generate(settings: Settings): Generator<SyntheticRecord> {
  const prng = new Prng(settings.seed);
  const observations = drawObservations(settings, prng);
  for (const occurredAt of instantsOfDay(settings.day, settings.records, prng)) {
    const { target, segments } = observations.next().value;
    const recordId = prng.uuid();
    const connection = drawConnection(prng);
    const agent = prng.pick(AGENTS);
    yield {
      recordId,
      line: toRecordLine({ recordId, occurredAt, target, connection, segments, agent }),
      segments,
      agent,
    };
  }
}

function requireInteger(name: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`generateRecords: ${name} is ${value}; give an integer from ${least} to ${most}.`);
}

function requireDay(day: string): void {
  const time = Date.parse(`${day}T00:00:00.000Z`);
  if (Number.isFinite(time) && new Date(time).toISOString().startsWith(`${day}T`)) return;
  throw new RangeError(`generateRecords: day is ${JSON.stringify(day)}; give a date such as 2026-11-02.`);
}

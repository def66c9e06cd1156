import { createCatalogue, type Target } from './catalogue.ts';
import { drawSegment, type LocatedSegment, type SyntheticSegment } from './files.ts';
import { instantsOfDay } from './hours.ts';
import { type Connection, drawConnection } from './network.ts';
import { Prng } from './prng.ts';

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

/** Everything that one record tells. */
export interface RecordParts {
  readonly recordId: string;
  readonly occurredAt: string;
  readonly target: Target;
  readonly connection: Connection;
  readonly segments: readonly LocatedSegment[];
  readonly agent: string;
}

/** The collecting software. Its version goes up whenever the same seed begins to give other bytes. */
const TOOL = JSON.stringify({ name: 'scelle-synthetic', version: '1' });

/**
 * The canonical line of a record, keys in the order of `ip-evidence/1`. Parts that many records share are JSON
 * already, and only text that may need an escape is encoded here: it takes a third of the time of encoding whole
 * records.
 */
export function toRecordLine({ recordId, occurredAt, target, connection, segments, agent }: RecordParts): string {
  const { ip, port, pseudonym, isp } = connection;
  const what = `"protocol":"${target.file.protocol}","pseudonym":${JSON.stringify(pseudonym)},"works":${target.works}`;
  return (
    `{"recordId":"${recordId}","controller":"${target.controller}","occurredAt":"${occurredAt}",` +
    `"source":{"ip":"${ip}","port":${port}},${what},"file":${target.file.json},"isp":${JSON.stringify(isp)},` +
    `"segments":[${segments.map(toReference).join(',')}],"agent":"${agent}","tool":${TOOL}}`
  );
}

function toReference({ offset, bytes, sha256 }: LocatedSegment): string {
  return JSON.stringify({ offset, length: bytes.length, sha256 });
}

/** Which records keep a segment of the shared file. */
export type SegmentShare = 'none' | 'tenth' | 'all';

/** What observations are drawn from. */
export interface ObservationOptions {
  readonly seed: string;
  readonly segments: SegmentShare;
  /** Length of a segment in bytes. */
  readonly segmentBytes: number;
}

/** What a collector found: a target that is shared, and the part of its file that was kept. */
export interface Observation {
  readonly target: Target;
  readonly segments: readonly LocatedSegment[];
}

/** How many records there are for each one that keeps a segment. */
const RECORDS_PER_SEGMENT: Readonly<Record<SegmentShare, number>> = { none: Infinity, tenth: 10, all: 1 };

/** Share of the observations with a segment that keep the very part of the file that the one before them kept. */
const SAME_PART = 0.05;

/** Draws observations without end, the last of every ten (or each, or none) with a segment. */
export function* drawObservations(options: ObservationOptions, prng: Prng): Generator<Observation, never> {
  const catalogue = createCatalogue(options.seed);
  const every = RECORDS_PER_SEGMENT[options.segments];
  let kept: Observation | null = null;
  for (let number = 1; ; number++) {
    if (number % every !== 0) {
      yield { target: catalogue.draw(prng), segments: [] };
      continue;
    }
    if (kept === null || !prng.chance(SAME_PART)) {
      const target = catalogue.draw(prng);
      kept = { target, segments: [drawSegment(options.seed, target.file, options.segmentBytes, prng)] };
    }
    yield kept;
  }
}

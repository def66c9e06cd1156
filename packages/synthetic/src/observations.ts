import { createCatalogue, type Target } from './catalogue.ts';
import type { Prng } from './prng.ts';
import { drawSegment, type LocatedSegment } from './segments.ts';

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

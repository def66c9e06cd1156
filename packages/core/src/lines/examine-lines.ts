import { limits } from '../batch/limits.ts';
import type { ErrorDetails } from '../errors/scelle-error.ts';
import { toLatin1 } from '../recogniser/recogniser.ts';
import { findRecogniser } from '../recogniser/record-recogniser.ts';
import type { Profile } from '../record/profile.ts';
import { parsePlainly } from '../record/record-line.ts';
import { findLineEnds } from './line-ends.ts';
import { type LinesSummary, SummaryBuilder } from './lines-summary.ts';

/** The longest line with its newline. */
const MAX_LINE = limits.recordLineBytes + 1;

/** Lines that are all valid and canonical, and what they amount to. */
export interface ExaminedLines {
  /** Where each line ends, behind its newline. */
  readonly ends: Uint32Array;
  readonly summary: LinesSummary;
}

/**
 * Checks that every line is a valid record of the profile in its canonical form. `where` is repeated in errors. Throws
 * what `parseRecordLine` throws, for the first line that is not. Source: docs/format.md § Records.
 */
export function examineLines(profile: Profile, lines: Uint8Array, where: ErrorDetails = {}): ExaminedLines {
  const ends = findLineEnds(lines);
  const text = toLatin1(lines);
  const recogniser = text === null ? null : findRecogniser(profile);
  const summary = new SummaryBuilder();
  let start = 0;
  for (const [position, end] of ends.entries()) {
    const facts =
      (text !== null && end - start <= MAX_LINE && recogniser?.recognise(text, start, end - 1)) ||
      parsePlainly(profile, lines.subarray(start, end - 1), { ...where, line: position + 1 }).facts;
    summary.add(facts);
    start = end;
  }
  return { ends, summary: summary.finish() };
}

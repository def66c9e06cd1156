import type { ErrorDetails } from '@scelle/core';
import type { StationCode } from '../errors/station-error.ts';
import { hashEntry, parseEntry } from './entry.ts';

/** What is wrong with a custody log. */
export interface CustodyProblem {
  readonly code: StationCode;
  readonly details: ErrorDetails;
}

/** A point that the log must pass through: from a signed head, or from a receipt that somebody else holds. */
export interface CustodyAnchor {
  readonly number: number;
  readonly hash: string;
  /** Where the anchor stands, for the message. */
  readonly origin: string;
}

/** What a walk along a custody log came to. */
export interface CheckedChain {
  readonly entries: number;
  /** Hash of the last entry, null in an empty log. */
  readonly hash: string | null;
  readonly problems: readonly CustodyProblem[];
}

/** More problems than these tell nothing more. */
const MAX_PROBLEMS = 100;

/**
 * Walks along the lines of a custody log: each parses, bears the next number, names the hash of the one before; and the
 * log passes through every anchor. It finds edits, removals, reorderings, and what was cut off behind an anchor.
 */
export function checkChain(lines: Iterable<string>, anchors: readonly CustodyAnchor[]): CheckedChain {
  const problems: CustodyProblem[] = [];
  const report = (code: StationCode, details: ErrorDetails): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ code, details });
  };
  const anchored = Map.groupBy(anchors, ({ number }) => number);
  let previous: string | null = null;
  let entries = 0;
  for (const line of lines) {
    entries += 1;
    const hash = hashEntry(line);
    const entry = parseEntry(line);
    if (entry === null) report('custody-entry-invalid', { line: entries });
    else if (entry.number !== entries) report('custody-entry-misplaced', { found: entry.number, expected: entries });
    else if (entry.previous !== previous) report('custody-chain-broken', { line: entries });
    for (const anchor of anchored.get(entries) ?? []) {
      if (anchor.hash !== hash) report('custody-anchor-mismatch', { line: entries, name: anchor.origin });
    }
    previous = hash;
  }
  for (const { number, origin } of anchors) {
    if (number > entries) report('custody-truncated', { found: entries, expected: number, name: origin });
  }
  return { entries, hash: previous, problems };
}

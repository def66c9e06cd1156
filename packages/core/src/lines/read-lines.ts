import { CoreError } from '../errors/core-error.ts';
import { concatenate } from '../io/own-memory.ts';
import type { Profile } from '../record/profile.ts';
import { readRecordLine } from '../record/record-line.ts';
import { type ExaminedLines, examineLines } from './examine-lines.ts';
import { splitLines } from './line-ends.ts';

/** A run of input lines. */
export interface ReadRun {
  /** The lines as they came. */
  readonly input: Uint8Array;
  /** The same lines, canonical; null where one of them is refused, so that each must be looked at by itself. */
  readonly accepted: (ExaminedLines & { readonly lines: Uint8Array }) | null;
}

/** Reads a run of whole input lines, each with its newline. Source: docs/format.md § Records. */
export function readLines(profile: Profile, input: Uint8Array): ReadRun {
  try {
    return { input, accepted: { lines: input, ...examineLines(profile, input) } };
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
  }
  try {
    const lines = toCanonical(profile, input);
    return { input, accepted: { lines, ...examineLines(profile, lines) } };
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return { input, accepted: null };
  }
}

function toCanonical(profile: Profile, input: Uint8Array): Uint8Array {
  const newline = Uint8Array.of(0x0a);
  return concatenate(Array.from(splitLines(input)).flatMap((line) => [readRecordLine(profile, line).bytes, newline]));
}

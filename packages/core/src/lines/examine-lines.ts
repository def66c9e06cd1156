import type { ErrorDetails } from '../errors/define-errors.ts';
import { giveWay } from '../io/event-loop.ts';
import { findRecogniser, type RecordRecogniser } from '../recogniser/record-recogniser.ts';
import type { Profile } from '../record/profile.ts';
import { type LinesSummary, SummaryBuilder } from './lines-summary.ts';
import { parsePlainly } from './record-line.ts';

const NEWLINE = 0x0a;

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
  const examiner = new LinesExaminer(profile, lines, where);
  while (!examiner.isAtEnd) examiner.examineSome();
  return examiner.finish();
}

/** The same in slices, between which the event loop has its turn. */
export async function examineLinesInTurns(
  profile: Profile,
  lines: Uint8Array,
  where: ErrorDetails = {},
): Promise<ExaminedLines> {
  const examiner = new LinesExaminer(profile, lines, where);
  while (!examiner.isAtEnd) {
    examiner.examineSome();
    const turn = giveWay();
    if (turn !== null) await turn;
  }
  return examiner.finish();
}

/** Lines that are examined at a time where no recogniser divides them into windows. */
const PLAIN_LINES = 16;

class LinesExaminer {
  readonly #profile: Profile;
  readonly #lines: Uint8Array;
  readonly #where: ErrorDetails;
  readonly #summary = new SummaryBuilder();
  readonly #ends: number[] = [];
  #at = 0;

  constructor(profile: Profile, lines: Uint8Array, where: ErrorDetails) {
    this.#profile = profile;
    this.#lines = lines.subarray(0, lines.lastIndexOf(NEWLINE) + 1);
    this.#where = where;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#lines.length;
  }

  /** Goes on by as many lines as the recogniser has room for; by a few where there is none. */
  examineSome(): void {
    const recogniser = findRecogniser(this.#profile);
    if (recogniser !== null) this.#examineWindow(recogniser);
    else for (let done = 0; done < PLAIN_LINES && !this.isAtEnd; done += 1) this.#examinePlainly();
  }

  #examineWindow(recogniser: RecordRecogniser): void {
    const start = this.#at;
    const end = start + recogniser.scanner.load(this.#lines.subarray(start));
    while (this.#at < end) {
      const rows = recogniser.scanner.scan(this.#at - start);
      if (rows === 0) this.#examinePlainly();
      else this.#addRecognised(recogniser, rows, start);
    }
  }

  #addRecognised(recogniser: RecordRecogniser, rows: number, windowStart: number): void {
    this.#summary.addRecognised(recogniser, rows);
    for (let row = 0; row < rows; row += 1) this.#endLine(windowStart + recogniser.scanner.lineEnd(row));
  }

  #examinePlainly(): void {
    const end = this.#lines.indexOf(NEWLINE, this.#at);
    const line = this.#lines.subarray(this.#at, end);
    this.#summary.add(parsePlainly(this.#profile, line, { ...this.#where, line: this.#ends.length + 1 }).facts);
    this.#endLine(end + 1);
  }

  #endLine(end: number): void {
    this.#ends.push(end);
    this.#at = end;
  }

  finish(): ExaminedLines {
    return { ends: new Uint32Array(this.#ends), summary: this.#summary.finish() };
  }
}

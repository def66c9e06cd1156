import { CoreError } from '../errors/core-error.ts';
import { giveWay } from '../io/event-loop.ts';
import { concatenate } from '../io/own-memory.ts';
import type { Profile } from '../record/profile.ts';
import { type ExaminedLines, examineLinesInTurns } from './examine-lines.ts';
import { readRecordLine } from './record-line.ts';

/** A run of input lines. */
export interface ReadRun {
  /** The lines as they came. */
  readonly input: Uint8Array;
  /** The same lines, canonical; null where one of them is refused, so that each must be looked at by itself. */
  readonly accepted: (ExaminedLines & { readonly lines: Uint8Array }) | null;
}

/**
 * Reads a run of whole input lines, each with its newline, in slices between which the event loop has its turn.
 * Source: docs/format.md § Records.
 */
export async function readLines(profile: Profile, input: Uint8Array): Promise<ReadRun> {
  const accepted =
    (await accept(profile, async () => input)) ?? (await accept(profile, () => toCanonical(profile, input)));
  return { input, accepted };
}

/** The lines with what they amount to; null where one of them is refused. */
async function accept(profile: Profile, read: () => Promise<Uint8Array>): Promise<ReadRun['accepted']> {
  try {
    const lines = await read();
    return { lines, ...(await examineLinesInTurns(profile, lines)) };
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return null;
  }
}

async function toCanonical(profile: Profile, input: Uint8Array): Promise<Uint8Array> {
  const newline = Uint8Array.of(NEWLINE);
  const pieces: Uint8Array[] = [];
  for (const line of splitLines(input)) {
    pieces.push(readRecordLine(profile, line).bytes, newline);
    const turn = giveWay();
    if (turn !== null) await turn;
  }
  return concatenate(pieces);
}

const NEWLINE = 0x0a;

/** Number of lines. */
export function countLines(lines: Uint8Array): number {
  return findLineEnds(lines).length;
}

/** Where each line ends, behind its newline. Bytes behind the last newline belong to no line. */
export function findLineEnds(lines: Uint8Array): Uint32Array {
  // Five times as fast as the same of `Uint8Array`.
  const buffer = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
  const ends: number[] = [];
  for (let end = buffer.indexOf(NEWLINE); end !== -1; end = buffer.indexOf(NEWLINE, end + 1)) ends.push(end + 1);
  return new Uint32Array(ends);
}

/** The lines without their newlines; they share the memory of the whole. */
export function* splitLines(lines: Uint8Array): Generator<Uint8Array, void> {
  let start = 0;
  for (const end of findLineEnds(lines)) {
    yield lines.subarray(start, end - 1);
    start = end;
  }
}

const MARK = [0xef, 0xbb, 0xbf];

/** The stream without the UTF-8 byte order mark with which some editors begin a file. A mark elsewhere stays. */
export async function* withoutByteOrderMark(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let head: Uint8Array | null = new Uint8Array(0);
  for await (const piece of source) {
    if (head === null) {
      yield piece;
      continue;
    }
    head = concatenate([head, piece]);
    if (head.length < MARK.length) continue;
    yield MARK.every((byte, index) => byte === head?.[index]) ? head.subarray(MARK.length) : head;
    head = null;
  }
  if (head !== null) yield head;
}

import { CoreError } from '../errors/core-error.ts';
import { giveWay } from '../io/event-loop.ts';
import { allocateMemory, concatenate } from '../io/own-memory.ts';
import { limits } from '../limits.ts';
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

/** One byte for a carriage return, and one by which a reader sees that the line is too long. */
const KEPT_BYTES = limits.recordLineBytes + 2;

/**
 * Divides a stream into runs of whole lines, each line with its newline (LF): as many as fit into a group. Where all are
 * canonical, and nothing is refused, each run becomes a group without being copied again. The last line gets a newline
 * where it has none. Of a line of any length no more is kept than `record-line-too-long` needs. Each run has memory of
 * its own.
 */
export async function* splitRuns(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let run = new OpenRun(new Uint8Array());
  for await (const piece of source) {
    for (let at = 0; at < piece.length; ) {
      at += run.take(piece.subarray(at));
      if (!run.isFull) continue;
      const full = run;
      // Copied before the run is given away, and its memory with it.
      run = new OpenRun(full.rest);
      yield full.lines;
    }
  }
  if (run.isEmpty) return;
  run.end();
  yield run.lines;
}

/** A run that is being filled. */
class OpenRun {
  readonly #bytes = allocateMemory(limits.groupLineBytes);
  #filled = 0;
  /** Where the last line that is whole ends. */
  #end = 0;

  constructor(begun: Uint8Array) {
    this.#append(begun);
  }

  get isEmpty(): boolean {
    return this.#filled === 0;
  }

  get isFull(): boolean {
    return this.#filled === this.#bytes.length;
  }

  /** The whole lines. */
  get lines(): Uint8Array {
    return this.#bytes.subarray(0, this.#end);
  }

  /** The line that is begun. */
  get rest(): Uint8Array {
    return this.#bytes.subarray(this.#end, this.#filled);
  }

  /** Takes as many bytes as there is room for, and gives their number. */
  take(bytes: Uint8Array): number {
    const part = bytes.subarray(0, this.#bytes.length - this.#filled);
    const first = part.indexOf(NEWLINE);
    if (first === -1) {
      this.#keep(part);
      return part.length;
    }
    const end = part.lastIndexOf(NEWLINE) + 1;
    this.#keep(part.subarray(0, first));
    this.#append(part.subarray(first, end));
    this.#end = this.#filled;
    this.#keep(part.subarray(end));
    return part.length;
  }

  /** Ends a last line that has no newline. There is room: `take` would have given up the run. */
  end(): void {
    if (this.#end === this.#filled) return;
    this.#append(Uint8Array.of(NEWLINE));
    this.#end = this.#filled;
  }

  /** Takes bytes of the line that is begun, as far as they are needed. */
  #keep(bytes: Uint8Array): void {
    this.#append(bytes.subarray(0, Math.max(0, KEPT_BYTES - (this.#filled - this.#end))));
  }

  #append(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#filled);
    this.#filled += bytes.length;
  }
}

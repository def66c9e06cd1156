import type { Hash } from 'node:crypto';

const NEWLINE = 0x0a;

/** A line whose record id stood in a line before. */
interface RepeatedLine {
  readonly line: Uint8Array;
  /** Its position in the run, from 0. */
  readonly position: number;
}

/** A run of lines without those that repeat a record id. */
export interface DistinctRun {
  readonly lines: Uint8Array;
  readonly repeated: readonly RepeatedLine[];
  /** How many lines the run had. */
  readonly count: number;
  /** The position in the run of a line of `lines`. */
  positionOf(position: number): number;
}

/** Most records are longer than this, in bytes. */
const LEAST_RECORD_BYTES = 400;

/** How many ids there is room for at first: less than what a batch of most records needs. */
const FEWEST_SLOTS = 4_096;
const MOST_SLOTS = 2 ** 23;

/**
 * The record ids of a batch: sixteen bytes each, so that those of the largest batch take 128 MiB. Nothing is allocated for a
 * line: there are millions of them.
 */
export class RecordIds {
  #slots: Uint32Array;
  #size = 0;
  /** The id that is looked for. */
  readonly #id = new Uint32Array(4);

  /** `bytes`: about how many bytes of records will come; 0 where that is not known. */
  constructor(bytes = 0) {
    const slots = Math.min(Math.max(bytes / LEAST_RECORD_BYTES, FEWEST_SLOTS), MOST_SLOTS);
    this.#slots = new Uint32Array(4 * 2 ** Math.ceil(Math.log2(slots)));
  }

  /**
   * The run without the lines whose id is known; their ids, and those of the others, are known from now on. The digest takes
   * what tells the records apart: the id of each, or all of a line that has none.
   */
  takeRun(lines: Uint8Array, digest?: Hash): DistinctRun {
    const repeated: RepeatedLine[] = [];
    // The shortest line with an id, and its newline.
    const ids = new Uint32Array(4 * Math.ceil(lines.length / SHORTEST_LINE));
    let [count, found] = [0, 0];
    for (let start = 0; start < lines.length; count += 1) {
      const end = findEnd(lines, start);
      if (readId(lines, start, end, this.#id)) {
        if (!this.#take()) repeated.push({ line: lines.subarray(start, end), position: count });
        ids.set(this.#id, found);
        found += 4;
      } else digest?.update(lines.subarray(start, end));
      start = end + 1;
    }
    digest?.update(ids.subarray(0, found));
    if (repeated.length === 0) return { lines, repeated, count, positionOf: (at) => at };
    return { ...leaveOut(lines, new Set(repeated.map(({ position }) => position))), repeated, count };
  }

  /** Whether the id that was read is new. A line without one is refused for that. */
  #take(): boolean {
    if (this.#size * 3 >= (this.#slots.length / 4) * 2) this.#grow();
    return this.#insert(this.#id, 0);
  }

  /** Puts the id at a place of `ids` into a free slot; false where one has it. */
  #insert(ids: Uint32Array, at: number): boolean {
    const slots = this.#slots;
    const mask = slots.length / 4 - 1;
    const first = ids[at]!;
    const second = ids[at + 1]!;
    const third = ids[at + 2]!;
    const fourth = ids[at + 3]!;
    // Ids of version 7 begin with the time; their end is random. The variant of a UUID is never zero, a free slot is.
    let slot = 4 * ((fourth ^ third ^ first) & mask);
    while (slots[slot + 2] !== 0) {
      const isSame = slots[slot] === first && slots[slot + 1] === second && slots[slot + 2] === third;
      if (isSame && slots[slot + 3] === fourth) return false;
      slot = 4 * ((slot / 4 + 1) & mask);
    }
    slots[slot] = first;
    slots[slot + 1] = second;
    slots[slot + 2] = third;
    slots[slot + 3] = fourth;
    this.#size += 1;
    return true;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    this.#size = 0;
    for (let at = 0; at < old.length; at += 4) if (old[at + 2] !== 0) this.#insert(old, at);
  }
}

function findEnd(lines: Uint8Array, start: number): number {
  const end = lines.indexOf(NEWLINE, start);
  return end === -1 ? lines.length : end;
}

function leaveOut(lines: Uint8Array, passedOver: ReadonlySet<number>): Pick<DistinctRun, 'lines' | 'positionOf'> {
  const kept: Uint8Array[] = [];
  const positions: number[] = [];
  for (let start = 0, position = 0; start < lines.length; position += 1) {
    const end = findEnd(lines, start);
    if (!passedOver.has(position)) {
      kept.push(lines.subarray(start, end), Uint8Array.of(NEWLINE));
      positions.push(position);
    }
    start = end + 1;
  }
  return { lines: new Uint8Array(Buffer.concat(kept)), positionOf: (at) => positions[at] ?? at };
}

/** Of `{"recordId":"…"}`, with its newline. */
const SHORTEST_LINE = 52;

const CANONICAL_START = Buffer.from('{"recordId":"');
const ID_LENGTH = 36;
/** In a text its quotes would be escaped. */
const ID = /"recordId"\s*:\s*"([0-9a-f-]{36})"/;

/** Reads the record id of a line, as four numbers of 32 bits; false where there is none. */
function readId(lines: Uint8Array, start: number, end: number, id: Uint32Array): boolean {
  if (isCanonical(lines, start)) return readDigits(lines, start + CANONICAL_START.length, end, id);
  const text = Buffer.from(lines.buffer, lines.byteOffset + start, end - start).toString('latin1');
  const found = ID.exec(text);
  return found !== null && readDigits(Buffer.from(found[1]!, 'latin1'), 0, ID_LENGTH, id);
}

function isCanonical(lines: Uint8Array, start: number): boolean {
  for (let at = 0; at < CANONICAL_START.length; at += 1) if (lines[start + at] !== CANONICAL_START[at]) return false;
  return true;
}

/** What a byte is worth as a lower-case hex digit; 16 where it is none, 17 where it is a hyphen. */
const NOT_HEX = 16;
const HYPHEN = 17;
const values = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x2d) return HYPHEN;
  const value = '0123456789abcdef'.indexOf(String.fromCharCode(byte));
  return value === -1 ? NOT_HEX : value;
});

function readDigits(bytes: Uint8Array, start: number, end: number, id: Uint32Array): boolean {
  if (start + ID_LENGTH > end) return false;
  let digits = 0;
  let word = 0;
  for (let at = start; at < start + ID_LENGTH; at += 1) {
    const value = values[bytes[at]!]!;
    if (value === HYPHEN) continue;
    if (value === NOT_HEX || digits === 32) return false;
    word = (word << 4) | value;
    digits += 1;
    if (digits % 8 === 0) id[digits / 8 - 1] = word;
  }
  return digits === 32;
}

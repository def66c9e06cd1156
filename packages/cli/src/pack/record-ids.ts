import { splitLines } from '@scelle/core/internal';

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

/** The record ids of a batch: sixteen bytes each, so that those of the largest batch take 128 MiB. */
export class RecordIds {
  #slots = new Uint32Array(4 * 4_096);
  #size = 0;

  /** The run without the lines whose id is known; their ids, and those of the others, are known from now on. */
  takeRun(lines: Uint8Array): DistinctRun {
    const repeated: RepeatedLine[] = [];
    const kept: Uint8Array[] = [];
    const positions: number[] = [];
    let position = 0;
    for (const line of splitLines(lines)) {
      if (this.#takeLine(line)) {
        kept.push(line);
        positions.push(position);
      } else repeated.push({ line, position });
      position += 1;
    }
    const count = position;
    if (repeated.length === 0) return { lines, repeated, count, positionOf: (at) => at };
    const newline = Uint8Array.of(0x0a);
    const distinct = Buffer.concat(kept.flatMap((line) => [line, newline]));
    return { lines: new Uint8Array(distinct), repeated, count, positionOf: (at) => positions[at] ?? at };
  }

  /** Whether the id of the line is new. A line without one is refused for that. */
  #takeLine(line: Uint8Array): boolean {
    const words = findId(line);
    if (words === null) return true;
    if (this.#size * 3 >= (this.#slots.length / 4) * 2) this.#grow();
    return this.#insert(words);
  }

  #insert(words: Uint32Array): boolean {
    const slots = this.#slots;
    const count = slots.length / 4;
    // Ids of version 7 begin with the time; their end is random.
    let slot = (words[3]! ^ words[2]! ^ words[0]!) & (count - 1);
    while (isUsed(slots, slot)) {
      if (words.every((word, index) => slots[4 * slot + index] === word)) return false;
      slot = (slot + 1) & (count - 1);
    }
    slots.set(words, 4 * slot);
    this.#size += 1;
    return true;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    this.#size = 0;
    for (let at = 0; at < old.length; at += 4) if (isUsed(old, at / 4)) this.#insert(old.subarray(at, at + 4));
  }
}

/** The variant of a UUID is never zero. */
function isUsed(slots: Uint32Array, slot: number): boolean {
  return slots[4 * slot + 2] !== 0;
}

const CANONICAL_START = Buffer.from('{"recordId":"');
const ID_LENGTH = 36;
/** In a text its quotes would be escaped. */
const ID = /"recordId"\s*:\s*"([0-9a-f-]{36})"/;

/** The record id in a line as 32-bit words; null where there is none. */
function findId(line: Uint8Array): Uint32Array | null {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  const start = CANONICAL_START.length;
  const isCanonical = bytes.subarray(0, start).equals(CANONICAL_START);
  const id = isCanonical ? bytes.toString('latin1', start, start + ID_LENGTH) : ID.exec(bytes.toString('latin1'))?.[1];
  const hex = id?.replaceAll('-', '');
  if (hex?.length !== 32 || !/^[0-9a-f]{32}$/.test(hex)) return null;
  return Uint32Array.from([0, 8, 16, 24], (at) => Number.parseInt(hex.slice(at, at + 8), 16));
}

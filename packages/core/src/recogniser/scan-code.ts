import { type Code, get, i8x16, i32, type Load, type Local, load, op, set } from '../wasm/code.ts';
import { WasmFunction } from '../wasm/function.ts';

/** The least and the greatest length. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

const MAX_COUNT = 0x7fff_ffff;

/** Code that goes through text in memory, from a position on. */
export class ScanCode extends WasmFunction {
  /** The first parameter. */
  readonly position: Local = 0;
  readonly #textStart: number;
  readonly #vectors = new Map<number, Local>();

  /** `textStart` is the address of position 0. */
  constructor(parameters: number, textStart: number) {
    super(parameters);
    this.#textStart = textStart;
  }

  /** A vector that has the byte sixteen times. */
  sixteen(byte: number): Code {
    const known = this.#vectors.get(byte) ?? this.local('v128');
    this.#vectors.set(byte, known);
    return get(known);
  }

  /** Makes the vectors once, at the start of the function: to make one takes longer than to use it. */
  makeVectors(): Code {
    return Array.from(this.#vectors, ([byte, vector]) => set(vector, i8x16(byte)));
  }

  /** What is at a position, by default the current one, plus a fixed offset. */
  peek(name: Load, offset = 0, position: Local = this.position): Code {
    return load(name, get(position), this.#textStart + offset);
  }

  /** Goes on by a number of bytes. */
  skip(bytes: number | Code): Code {
    return set(this.position, op('i32.add', get(this.position), typeof bytes === 'number' ? i32(bytes) : bytes));
  }

  /** Number of bytes from a position to the current one. */
  since(start: Local): Code {
    return op('i32.sub', get(this.position), get(start));
  }

  /** Whether a number of bytes or elements is less than `min` or more than `max`. Throws an Error where none could be right. */
  isOutside(count: Code, { min, max }: Bounds): Code {
    if (!Number.isInteger(min) || !Number.isInteger(max) || min < 0 || max < min || max > MAX_COUNT)
      throw new Error(`There is no length from ${min} to ${max}.`);
    return op('i32.gt_u', op('i32.sub', count, i32(min)), i32(max - min));
  }

  /** A new variable that holds the current position. */
  mark(): { readonly mark: Local; readonly code: Code } {
    const mark = this.local('i32');
    return { mark, code: set(mark, get(this.position)) };
  }
}

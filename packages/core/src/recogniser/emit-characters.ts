import type { ByteRange, PatternOf } from '../patterns/pattern.ts';
import {
  after,
  block,
  branchIf,
  type I32,
  type Label,
  type Local,
  loop,
  type Statement,
  type V128,
} from '../wasm/code.ts';
import { WasmFunction } from '../wasm/module.ts';
import { get, i8x16, i32, i64, type Load, type Loaded, load, op, set } from '../wasm/operations.ts';

/** The least and the greatest length. */
interface Bounds {
  readonly min: number;
  readonly max: number;
}

const MAX_COUNT = 0x7fff_ffff;

/** Code that goes through text in memory, from a position on. */
export class ScanCode extends WasmFunction {
  /** The first parameter. */
  readonly position: Local<'i32'>;
  readonly #textStart: number;
  readonly #vectors = new Map<number, Local<'v128'>>();

  /** `textStart` is the address of position 0. */
  constructor(parameters: number, textStart: number) {
    super(parameters);
    this.position = this.parameter(0);
    this.#textStart = textStart;
  }

  /** A vector that has the byte sixteen times. */
  sixteen(byte: number): V128 {
    const known = this.#vectors.get(byte) ?? this.local('v128');
    this.#vectors.set(byte, known);
    return get(known);
  }

  /** Makes the vectors once, at the start of the function: to make one takes longer than to use it. */
  makeVectors(): Statement {
    return Array.from(this.#vectors, ([byte, vector]) => set(vector, i8x16(byte)));
  }

  /** What is at a position, by default the current one, plus a fixed offset. */
  peek<Name extends Load>(name: Name, offset = 0, position = this.position): Loaded<Name> {
    return load(name, get(position), this.#textStart + offset);
  }

  /** Goes on by a number of bytes. */
  skip(bytes: number | I32): Statement {
    return set(this.position, op('i32.add', get(this.position), typeof bytes === 'number' ? i32(bytes) : bytes));
  }

  /** Number of bytes from a position to the current one. */
  since(start: Local<'i32'>): I32 {
    return op('i32.sub', get(this.position), get(start));
  }

  /** Whether a number of bytes or elements is less than `min` or more than `max`. Throws an Error where none could be right. */
  isOutside(count: I32, { min, max }: Bounds): I32 {
    if (!Number.isInteger(min) || !Number.isInteger(max) || min < 0 || max < min || max > MAX_COUNT)
      throw new Error(`There is no length from ${min} to ${max}.`);
    return op('i32.gt_u', op('i32.sub', count, i32(min)), i32(max - min));
  }

  /** A new variable that holds the current position. */
  mark(): { readonly mark: Local<'i32'>; readonly code: Statement } {
    const mark = this.local('i32');
    return { mark, code: set(mark, get(this.position)) };
  }
}

const VECTOR_BYTES = 16;

/** Bytes that do not stand in a text: control characters, the quote, the backslash. */
const NOT_TEXT: readonly ByteRange[] = [toRange(0x00, 0x1f), toRange(0x22), toRange(0x5c), toRange(0x7f)];

/** Characters that do not stand in a text: U+0080–009F, U+2028 and U+2029. */
const NOT_TEXT_SEQUENCES: readonly (readonly ByteRange[])[] = [
  [toRange(0xc2), toRange(0x80, 0x9f)],
  [toRange(0xe2), toRange(0x80), toRange(0xa8, 0xa9)],
];

/** Compares bytes, eight at a time. */
export function emitBytes(scan: ScanCode, bytes: Uint8Array, fail: Label): Statement {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const code: Statement[] = [];
  let at = 0;
  for (; at + 8 <= view.length; at += 8) {
    code.push(branchIf(fail, op('i64.ne', scan.peek('i64.load', at), i64(view.readBigUInt64LE(at)))));
  }
  for (; at + 4 <= view.length; at += 4) {
    code.push(branchIf(fail, op('i32.ne', scan.peek('i32.load', at), i32(view.readUInt32LE(at)))));
  }
  for (; at < view.length; at += 1) {
    code.push(branchIf(fail, op('i32.ne', scan.peek('i32.load8_u', at), i32(view[at]!))));
  }
  return [code, scan.skip(view.length)];
}

/** A run of bytes of a set. */
export function emitRun(scan: ScanCode, { set: bytes, min, max }: PatternOf<'run'>, fail: Label): Statement {
  if (min === max) return emitFixedRun(scan, bytes, min, fail);
  const { mark, code } = scan.mark();
  const vector = scan.local('v128');
  const others = op('i32.xor', op('i8x16.bitmask', emitMembers(scan, vector, bytes)), i32(0xffff));
  const run = loop((again) => [set(vector, scan.peek('v128.load')), emitSkip(scan, others, again)]);
  return [code, run, branchIf(fail, scan.isOutside(scan.since(mark), { min, max }))];
}

function emitFixedRun(scan: ScanCode, bytes: readonly ByteRange[], length: number, fail: Label): Statement {
  const vector = scan.local('v128');
  const members = op('i8x16.bitmask', emitMembers(scan, vector, bytes));
  const code: Statement[] = [];
  for (let at = 0; at < length; at += VECTOR_BYTES) {
    const mask = i32((1 << Math.min(VECTOR_BYTES, length - at)) - 1);
    code.push(set(vector, scan.peek('v128.load', at)));
    code.push(branchIf(fail, op('i32.ne', op('i32.and', members, mask), mask)));
  }
  return [code, scan.skip(length)];
}

/**
 * Text of a JSON string, up to a byte that ends or spoils it. That its bytes are UTF-8 at all (no overlong forms, no
 * surrogates) is checked before, for the whole window.
 */
export function emitText(scan: ScanCode, { maxLength }: PatternOf<'text'>, fail: Label): Statement {
  const { mark, code } = scan.mark();
  const vector = scan.local('v128');
  const first = emitMembers(
    scan,
    vector,
    NOT_TEXT_SEQUENCES.map(([byte]) => byte!),
  );
  const text = loop((again) => [
    set(vector, scan.peek('v128.load')),
    block((harmless) => [
      branchIf(harmless, op('i32.eqz', op('v128.any_true', first))),
      branchIf(fail, op('v128.any_true', emitSequences(scan, NOT_TEXT_SEQUENCES))),
    ]),
    emitSkip(scan, op('i8x16.bitmask', emitMembers(scan, vector, NOT_TEXT)), again),
  ]);
  return [code, text, branchIf(fail, scan.isOutside(scan.since(mark), { min: 0, max: maxLength }))];
}

/** Goes up to the first of the next sixteen bytes whose bit is set; where there is none, behind them, and on. */
function emitSkip(scan: ScanCode, bits: I32, again: Label): Statement {
  const count = scan.local('i32');
  return [
    set(count, op('i32.ctz', op('i32.or', bits, i32(1 << VECTOR_BYTES)))),
    scan.skip(get(count)),
    branchIf(again, op('i32.eq', get(count), i32(VECTOR_BYTES))),
  ];
}

/** Which of the next sixteen bytes begin one of the sequences. */
function emitSequences(scan: ScanCode, sequences: readonly (readonly ByteRange[])[]): V128 {
  const vectors = [0, 1, 2].map(() => scan.local('v128'));
  const loads = vectors.map((vector, offset) => set(vector, scan.peek('v128.load', offset)));
  const matches = sequences.map((sequence) =>
    sequence.map((range, index) => emitMembers(scan, vectors[index]!, [range])).reduce((a, b) => op('v128.and', a, b)),
  );
  return after(
    loads,
    matches.reduce((some, others) => op('v128.or', some, others)),
  );
}

/** Which bytes of a vector are in the set. */
function emitMembers(scan: ScanCode, vector: Local<'v128'>, bytes: readonly ByteRange[]): V128 {
  return bytes.map((range) => emitRange(scan, vector, range)).reduce((some, others) => op('v128.or', some, others));
}

function emitRange(scan: ScanCode, vector: Local<'v128'>, { first, last }: ByteRange): V128 {
  if (first === last) return op('i8x16.eq', get(vector), scan.sixteen(first));
  const fromFirst = first === 0 ? get(vector) : op('i8x16.sub', get(vector), scan.sixteen(first));
  return op('i8x16.le_u', fromFirst, scan.sixteen(last - first));
}

function toRange(first: number, last = first): ByteRange {
  return { first, last };
}

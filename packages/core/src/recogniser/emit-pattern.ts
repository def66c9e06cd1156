import type { ByteRange, Pattern, PatternOf } from '../patterns/pattern.ts';
import {
  after,
  block,
  branch,
  branchIf,
  type I32,
  type Label,
  type Local,
  loop,
  type Statement,
} from '../wasm/code.ts';
import { get, i32, i64, op, set, store } from '../wasm/operations.ts';
import { emitBytes, emitRun, emitText, type ScanCode } from './emit-characters.ts';

const ZERO = 0x30;
const DECIMAL: readonly ByteRange[] = [{ first: 0x30, last: 0x39 }];
const HEX: readonly ByteRange[] = [...DECIMAL, { first: 0x61, last: 0x66 }];

/** How addresses are written, in groups without leading zeros. */
const notations = {
  4: { groups: 4, separator: '.', set: DECIMAL, digits: 3, base: 10, bits: 8 },
  6: { groups: 8, separator: ':', set: HEX, digits: 4, base: 16, bits: 16 },
} as const;

/** As many groups of an address as a range looks at. */
const PREFIX_GROUPS = 4;

/** An integer in plain digits. */
function emitInteger(scan: ScanCode, { min, max }: PatternOf<'integer'>, fail: Label): Statement {
  const { mark, code } = scan.mark();
  const value = scan.local('i64');
  const digits = String(max).length;
  const digit = op('i64.and', op('i64.extend_i32_u', scan.peek('i32.load8_u', 0, mark)), i64(0xfn));
  return [
    code,
    emitRun(scan, { type: 'run', set: DECIMAL, min: 1, max: digits }, fail),
    branchIf(fail, min === 0 ? hasLeadingZero(scan, mark) : beginsWithZero(scan, mark)),
    block((end) => [
      // Numbers of fewer digits are less.
      branchIf(end, op('i32.ne', scan.since(mark), i32(digits))),
      set(value, i64(0n)),
      loop((again) => [
        set(value, op('i64.add', op('i64.mul', get(value), i64(10n)), digit)),
        set(mark, op('i32.add', get(mark), i32(1))),
        branchIf(again, op('i32.ne', get(mark), get(scan.position))),
      ]),
      branchIf(fail, op('i64.gt_u', get(value), i64(BigInt(max)))),
    ]),
  ];
}

/** An address whose first groups lie inside or outside of some ranges. */
function emitAddress(scan: ScanCode, { version, ranges, inside }: PatternOf<'address'>, fail: Label): Statement {
  const { groups, separator, bits } = notations[version];
  const prefix = scan.local('i64');
  const code: Statement[] = [set(prefix, i64(0n))];
  for (let group = 0; group < groups; group += 1) {
    if (group > 0) code.push(emitBytes(scan, Buffer.from(separator), fail));
    const { mark, code: begin } = scan.mark();
    code.push(begin, emitGroup(scan, version, mark, fail));
    if (group >= PREFIX_GROUPS) continue;
    const value = op('i64.extend_i32_u', emitGroupValue(scan, version, mark));
    code.push(set(prefix, op('i64.or', op('i64.shl', get(prefix), i64(BigInt(bits))), value)));
  }
  const isInside = ranges
    .map(({ base, mask }) => op('i64.eq', op('i64.and', get(prefix), i64(mask)), i64(base)))
    .reduce((some, others) => op('i32.or', some, others), i32(0));
  return [code, branchIf(fail, inside ? op('i32.eqz', isInside) : isInside)];
}

function emitGroup(scan: ScanCode, version: 4 | 6, mark: Local<'i32'>, fail: Label): Statement {
  const { set, digits } = notations[version];
  const run = emitRun(scan, { type: 'run', set, min: 1, max: digits }, fail);
  // RFC 5952 § 4.2: where a group is zero, others may have to be left out; the test of the whole address judges that.
  if (version === 6) return [run, branchIf(fail, beginsWithZero(scan, mark))];
  const tooLarge = op('i32.gt_u', emitGroupValue(scan, version, mark), i32(0xff));
  return [run, branchIf(fail, hasLeadingZero(scan, mark)), branchIf(fail, tooLarge)];
}

/** The value of one to four digits from a position to the current one. */
function emitGroupValue(scan: ScanCode, version: 4 | 6, mark: Local<'i32'>): I32 {
  const digits = scan.local('i32');
  // The digits, the last one uppermost, with zeros instead of those that are not there.
  const missing = op('i32.sub', i32(32), op('i32.shl', scan.since(mark), i32(3)));
  const text = op('i32.shl', scan.peek('i32.load', 0, mark), missing);
  const letters = op('i32.and', op('i32.shr_u', get(digits), i32(6)), i32(0x01010101));
  const values = op('i32.add', op('i32.and', get(digits), i32(0x0f0f0f0f)), op('i32.mul', letters, i32(9)));
  const place = (shift: number) => op('i32.and', op('i32.shr_u', get(digits), i32(shift)), i32(0xf));
  const base = i32(notations[version].base);
  const value = [8, 16, 24].reduce((sum, shift) => op('i32.add', op('i32.mul', sum, base), place(shift)), place(0));
  return after([set(digits, text), set(digits, values)], value);
}

function hasLeadingZero(scan: ScanCode, mark: Local<'i32'>): I32 {
  return op('i32.and', beginsWithZero(scan, mark), op('i32.gt_u', scan.since(mark), i32(1)));
}

function beginsWithZero(scan: ScanCode, mark: Local<'i32'>): I32 {
  return op('i32.eq', scan.peek('i32.load8_u', 0, mark), i32(ZERO));
}

/** A part of a line whose place is kept: a field of the record, or a string that must still pass a test. */
export type Capture = { readonly field: string } | { readonly accepts: (text: string) => boolean };

const WORD_BYTES = 4;
const COMMA = 0x2c;
const BRACKET = 0x5d;

/** Where the places of captures stand in the row of a line, in bytes; before them is the end of the line. */
export function captureOffset(index: number): number {
  return WORD_BYTES + 2 * WORD_BYTES * index;
}

/** Writes the code for patterns, and notes what they capture. */
export class PatternEmitter {
  readonly captures: Capture[] = [];
  readonly #scan: ScanCode;
  /** Address of the row. */
  readonly #row: Local<'i32'>;
  #lists = 0;

  constructor(scan: ScanCode, row: Local<'i32'>) {
    this.#scan = scan;
    this.#row = row;
  }

  /** Code that goes behind what the pattern matches, or else branches to `fail`, wherever it has come to. */
  emit(pattern: Pattern, fail: Label): Statement {
    switch (pattern.type) {
      case 'bytes':
        return emitBytes(this.#scan, pattern.bytes, fail);
      case 'run':
        return emitRun(this.#scan, pattern, fail);
      case 'text':
        return emitText(this.#scan, pattern, fail);
      case 'integer':
        return emitInteger(this.#scan, pattern, fail);
      case 'address':
        return emitAddress(this.#scan, pattern, fail);
      case 'sequence':
        return pattern.parts.map((part) => this.emit(part, fail));
      case 'first-of':
        return this.#emitFirstOf(pattern, fail);
      case 'list':
        return this.#emitList(pattern, fail);
      case 'field':
        return this.#emitCapture({ field: pattern.name }, pattern.value, fail);
      case 'tested':
        return this.#emitCapture({ accepts: pattern.accepts }, pattern.string, fail);
    }
  }

  #emitFirstOf({ alternatives }: PatternOf<'first-of'>, fail: Label): Statement {
    const scan = this.#scan;
    const { mark, code } = scan.mark();
    const body = block((end) => [
      alternatives.map((alternative) => [
        block((next) => [this.emit(alternative, next), branch(end)]),
        set(scan.position, get(mark)),
      ]),
      branch(fail),
    ]);
    return [code, body];
  }

  #emitList({ element, min, max }: PatternOf<'list'>, fail: Label): Statement {
    const scan = this.#scan;
    const count = scan.local('i32');
    this.#lists += 1;
    const list = block((end) => [
      branchIf(end, op('i32.eq', scan.peek('i32.load8_u'), i32(BRACKET))),
      loop((again) => [
        this.emit(element, fail),
        set(count, op('i32.add', get(count), i32(1))),
        branchIf(end, op('i32.ne', scan.peek('i32.load8_u'), i32(COMMA))),
        scan.skip(1),
        branch(again),
      ]),
    ]);
    this.#lists -= 1;
    return [
      emitBytes(scan, Buffer.from('['), fail),
      set(count, i32(0)),
      list,
      emitBytes(scan, Buffer.from(']'), fail),
      branchIf(fail, scan.isOutside(get(count), { min, max })),
    ];
  }

  #emitCapture(capture: Capture, pattern: Pattern, fail: Label): Statement {
    if (this.#lists > 0) throw new Error('The places of what is within a list are not kept.');
    const offset = captureOffset(this.captures.push(capture) - 1);
    const position = get(this.#scan.position);
    return [
      store('i32.store', get(this.#row), offset, position),
      this.emit(pattern, fail),
      store('i32.store', get(this.#row), offset + WORD_BYTES, position),
    ];
  }
}

import { type Code, get, i32, type Label, type Local, op, set, store } from '../wasm/code.ts';
import { emitBytes, emitRun, emitText } from './emit-characters.ts';
import { emitAddress, emitInteger } from './emit-numbers.ts';
import type { Pattern, PatternOf } from './pattern.ts';
import type { ScanCode } from './scan-code.ts';

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
  readonly #row: Local;
  #lists = 0;

  constructor(scan: ScanCode, row: Local) {
    this.#scan = scan;
    this.#row = row;
  }

  /** Code that goes behind what the pattern matches, or else branches to `fail`, wherever it has come to. */
  emit(pattern: Pattern, fail: Label): Code {
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
      case 'choice':
        return this.#emitChoice(pattern, fail);
      case 'list':
        return this.#emitList(pattern, fail);
      case 'field':
        return this.#emitCapture({ field: pattern.name }, pattern.value, fail);
      case 'tested':
        return this.#emitCapture({ accepts: pattern.accepts }, pattern.string, fail);
    }
  }

  #emitChoice({ alternatives }: PatternOf<'choice'>, fail: Label): Code {
    const scan = this.#scan;
    const { mark, code } = scan.mark();
    const choice = scan.block((end) => [
      alternatives.map((alternative) => [
        scan.block((next) => [this.emit(alternative, next), scan.branch(end)]),
        set(scan.position, get(mark)),
      ]),
      scan.branch(fail),
    ]);
    return [code, choice];
  }

  #emitList({ element, min, max }: PatternOf<'list'>, fail: Label): Code {
    const scan = this.#scan;
    const count = scan.local('i32');
    this.#lists += 1;
    const list = scan.block((end) => [
      scan.branchIf(end, op('i32.eq', scan.peek('i32.load8_u'), i32(BRACKET))),
      scan.loop((again) => [
        this.emit(element, fail),
        set(count, op('i32.add', get(count), i32(1))),
        scan.branchIf(end, op('i32.ne', scan.peek('i32.load8_u'), i32(COMMA))),
        scan.skip(1),
        scan.branch(again),
      ]),
    ]);
    this.#lists -= 1;
    return [
      emitBytes(scan, Buffer.from('['), fail),
      set(count, i32(0)),
      list,
      emitBytes(scan, Buffer.from(']'), fail),
      scan.branchIf(fail, scan.isOutside(get(count), { min, max })),
    ];
  }

  #emitCapture(capture: Capture, pattern: Pattern, fail: Label): Code {
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

import { literal, type Pattern, sequence } from '../patterns/pattern.ts';
import { block, branch, branchIf, type Local, loop, type Statement } from '../wasm/code.ts';
import { encodeModule } from '../wasm/module.ts';
import { get, i32, op, set, store } from '../wasm/operations.ts';
import { ScanCode } from './emit-characters.ts';
import { type Capture, captureOffset, PatternEmitter } from './emit-pattern.ts';

/** The memory of a scanner: rows from address 0 on, then the text. */
export interface ScannerMemory {
  /** Bytes for rows. */
  readonly tableBytes: number;
  /** Bytes for text. */
  readonly textBytes: number;
  /** Longest line with its newline. */
  readonly lineBytes: number;
}

/** A scanner as a WebAssembly module, and what it writes down. */
export interface GeneratedScanner {
  readonly module: Uint8Array<ArrayBuffer>;
  /**
   * A recognised line has a row of 32-bit words: where it ends, behind its newline, then where each of these begins and
   * ends. A string that must still pass a test ends at 0 where another alternative was taken.
   */
  readonly captures: readonly Capture[];
  /** Length of a row in bytes. */
  readonly rowBytes: number;
}

/** As many bytes as are looked at behind the last one, at most; what they are does not matter. */
const AHEAD_BYTES = 64;
const PAGE_BYTES = 65_536;

/**
 * Generates `scan(position, end)`, which recognises line after line from a position on, writes their rows, and gives the
 * bytes of these. It stops at the first line that the pattern does not match, at `end`, before which there must be a
 * newline, and where the table is full.
 */
export function generateScanner(
  pattern: Pattern,
  { tableBytes, textBytes, lineBytes }: ScannerMemory,
): GeneratedScanner {
  const scan = new ScanCode(2, tableBytes);
  const end = scan.parameter(1);
  const row = scan.local('i32');
  const emitter = new PatternEmitter(scan, row);
  const start = scan.mark();
  let rowBytes = 0;
  const body = block((stop) =>
    loop((again) => {
      const line = emitter.emit(sequence(pattern, literal('\n')), stop);
      rowBytes = captureOffset(emitter.captures.length);
      return [
        branchIf(stop, op('i32.ge_u', get(scan.position), get(end))),
        branchIf(stop, op('i32.gt_u', get(row), i32(tableBytes - rowBytes))),
        start.code,
        forgetStrings(row, emitter.captures),
        line,
        branchIf(stop, op('i32.gt_u', scan.since(start.mark), i32(lineBytes))),
        store('i32.store', get(row), 0, get(scan.position)),
        set(row, op('i32.add', get(row), i32(rowBytes))),
        branch(again),
      ];
    }),
  );
  const pages = Math.ceil((tableBytes + textBytes + AHEAD_BYTES) / PAGE_BYTES);
  const module = encodeModule({
    pages,
    name: 'scan',
    variables: scan,
    body: [scan.makeVectors(), body],
    result: get(row),
  });
  return { module, captures: emitter.captures, rowBytes };
}

function forgetStrings(row: Local<'i32'>, captures: readonly Capture[]): Statement {
  return captures.map((capture, index) =>
    'accepts' in capture ? store('i32.store', get(row), captureOffset(index) + 4, i32(0)) : [],
  );
}

import type { z } from 'zod';
import { limits } from '../limits.ts';
import { schemaPattern } from '../patterns/schema-pattern.ts';
import { nodeBuffer } from '../platform/node.ts';
import { instantiate, type WasmExports } from '../wasm/instantiate.ts';
import type { Capture } from './emit-pattern.ts';
import { generateScanner } from './generate-scanner.ts';

const WORD_BYTES = 4;
const NEWLINE = 0x0a;
/** Bytes of a UTF-16 unit of a string, at the most. */
const UTF8_BYTES = 3;

/** Small enough for the caches of a processor, and room for the rows of so many bytes of ordinary lines. */
const layout = { tableBytes: 65_536, textBytes: 262_144, lineBytes: limits.recordLineBytes + 1 };

type ScannerExports = WasmExports<{
  /** `position` and `end` count from the start of the text. */
  scan(position: number, end: number): number;
}>;

/** A string that must still pass a test. */
interface StringTest {
  readonly column: number;
  readonly accepts: (text: string) => boolean;
}

/** The bytes of a window, of which parts can be read as text. Users of this package need no types of Node's own. */
export interface WindowText extends Uint8Array {
  write(text: string): number;
  toString(encoding?: 'utf8' | 'latin1', start?: number, end?: number): string;
}

/**
 * Recognises canonical lines of a schema without building objects. What it recognises is valid *and* canonical; of what
 * it does not recognise nothing is said, and the plain way (parse, schema, encode, compare) decides. Lines are looked at
 * in memory of fixed size, a window of whole lines at a time; positions count from the start of the window. A window ends
 * with a newline, and no pattern matches one: so what stood behind it before is never taken for a part of a line.
 */
export class LineScanner {
  /** The window. */
  readonly text: WindowText;
  readonly #table: Uint32Array;
  readonly #scan: ScannerExports['scan'];
  readonly #captures: readonly Capture[];
  readonly #tests: readonly StringTest[];
  readonly #rowWords: number;
  #end = 0;

  /**
   * A scanner that keeps the places of these fields of the top level; null where there is no WebAssembly with vectors.
   * Throws an Error where the schema has rules that no pattern is known for.
   */
  static create(schema: z.ZodType, fields: readonly string[]): LineScanner | null {
    const { module, captures, rowBytes } = generateScanner(schemaPattern(schema, new Set(fields)), layout);
    const instance = instantiate<ScannerExports>(module);
    return instance && new LineScanner(instance, captures, rowBytes / WORD_BYTES);
  }

  private constructor({ memory: { buffer }, scan }: ScannerExports, captures: readonly Capture[], rowWords: number) {
    this.text = Buffer.from(buffer, layout.tableBytes);
    this.#table = new Uint32Array(buffer, 0, layout.tableBytes / WORD_BYTES);
    this.#scan = scan;
    this.#captures = captures;
    this.#tests = captures.flatMap((capture, column) => ('accepts' in capture ? [{ ...capture, column }] : []));
    this.#rowWords = rowWords;
  }

  /** The column of a field, by which its places are asked for. */
  columnOf(field: string): number {
    return this.#captures.findIndex((capture) => 'field' in capture && capture.field === field);
  }

  /**
   * Puts as many whole lines into the window as there is room for, and gives their length. None of them is recognised
   * where they are not UTF-8; nor is anything of `lines` whose first line is longer than the window.
   */
  load(lines: Uint8Array): number {
    const length = lines.subarray(0, layout.textBytes).lastIndexOf(NEWLINE) + 1;
    const window = lines.subarray(0, length);
    this.text.set(window);
    this.#end = nodeBuffer!.isUtf8(window) ? length : 0;
    return length || lines.length;
  }

  /** Puts one line, which comes without its newline, into the window; whether it is recognised as a whole. */
  recognises(line: Uint8Array): boolean {
    if (line.length >= layout.textBytes) return false;
    this.text.set(line);
    this.text[line.length] = NEWLINE;
    this.#end = nodeBuffer!.isUtf8(line) ? line.length + 1 : 0;
    return this.scan(0) === 1 && this.lineEnd(0) === line.length + 1;
  }

  /**
   * Puts the text of one line, which comes without its newline, into the window, in UTF-8. Gives its bytes, which are
   * part of the window and stay until it is used again; null where the line is not recognised as a whole.
   */
  recogniseText(text: string): Uint8Array | null {
    if (text.length * UTF8_BYTES >= layout.textBytes) return null;
    const length = this.text.write(text);
    this.text[length] = NEWLINE;
    this.#end = length + 1;
    return this.scan(0) === 1 && this.lineEnd(0) === this.#end ? this.text.subarray(0, length) : null;
  }

  /** Number of lines from a position on that are recognised. They have rows from 0 on, until the next call. */
  scan(position: number): number {
    const rows = this.#scan(position, this.#end) / (WORD_BYTES * this.#rowWords);
    for (let row = 0; row < rows; row += 1) if (!this.#passes(row)) return row;
    return rows;
  }

  #passes(row: number): boolean {
    for (const { column, accepts } of this.#tests) {
      const end = this.end(row, column);
      if (end !== 0 && !accepts(this.text.toString('latin1', this.start(row, column) + 1, end - 1))) return false;
    }
    return true;
  }

  /** Where a recognised line ends, behind its newline. */
  lineEnd(row: number): number {
    return this.#table[row * this.#rowWords]!;
  }

  /** Where the JSON text of a field of a recognised line begins. */
  start(row: number, column: number): number {
    return this.#table[row * this.#rowWords + 1 + 2 * column]!;
  }

  /** Where the JSON text of a field of a recognised line ends. */
  end(row: number, column: number): number {
    return this.#table[row * this.#rowWords + 2 + 2 * column]!;
  }
}

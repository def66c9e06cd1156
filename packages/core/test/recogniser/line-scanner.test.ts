import { describe, expect, it } from 'vitest';
import { choice, closedObject, list, name, safeInteger, text } from '../../src/canonical/text.ts';
import { LineScanner } from '../../src/recogniser/line-scanner.ts';

const schema = closedObject({ name: name(), text: text(40_000).nullable() });
const scanner = LineScanner.create(schema, ['name', 'text'])!;
const WINDOW_BYTES = 262_144;

function lineOf(name: string, text: string | null): string {
  return `${JSON.stringify({ name, text })}\n`;
}

/** The fields of the lines from a position on that are recognised. */
function scan(position = 0): { readonly end: number; readonly name: string; readonly text: string }[] {
  const rows = scanner.scan(position);
  const read = (row: number, field: string) => {
    const column = scanner.columnOf(field);
    return scanner.text.toString('utf8', scanner.start(row, column), scanner.end(row, column));
  };
  return Array.from({ length: rows }, (_, row) => ({
    end: scanner.lineEnd(row),
    name: read(row, 'name'),
    text: read(row, 'text'),
  }));
}

describe('a scanner', () => {
  it('gives the end of each line, and the places of its fields', () => {
    const lines = [lineOf('a', 'été'), lineOf('b-2', null)];
    expect(scanner.load(Buffer.from(lines.join('')))).toBe(Buffer.byteLength(lines.join('')));
    const end = Buffer.byteLength(lines[0]!);
    expect(scan()).toEqual([
      { end, name: '"a"', text: '"été"' },
      { end: end + lines[1]!.length, name: '"b-2"', text: 'null' },
    ]);
    expect(scan(end)).toHaveLength(1);
    expect(scan(1)).toHaveLength(0);
  });

  it('stops at a line that it does not recognise, and goes on behind it', () => {
    const [good, bad] = [lineOf('a', 'x'), lineOf('a', '"')];
    scanner.load(Buffer.from(good + good + bad + good));
    expect(scan()).toHaveLength(2);
    expect(scan(2 * good.length)).toHaveLength(0);
    expect(scan(2 * good.length + bad.length)).toHaveLength(1);
  });

  it('does not take the bytes of an earlier window for the end of an unterminated line', () => {
    const long = lineOf('a', 'x'.repeat(100));
    for (let length = 1; length < long.length; length += 1) {
      expect(scanner.load(Buffer.from(long))).toBe(long.length);
      // A line whose end is still in memory from before.
      expect(scanner.load(Buffer.from(long.slice(0, length)))).toBe(length);
      expect(scan()).toEqual([]);
      scanner.load(Buffer.from(long));
      expect(scanner.recognises(Buffer.from(long.slice(0, length)))).toBe(length === long.length - 1);
    }
  });

  it('does not go on into the lines of an earlier window', () => {
    const line = lineOf('a', 'x');
    scanner.load(Buffer.from(line.repeat(5)));
    scanner.load(Buffer.from(line.repeat(2)));
    expect(scan()).toHaveLength(2);
    expect(scan(2 * line.length)).toHaveLength(0);
  });

  it('does not see what lies behind the lines that it is given', () => {
    const line = lineOf('a', 'x');
    const memory = Buffer.from(line.repeat(2));
    expect(scanner.load(memory.subarray(0, line.length + 5))).toBe(line.length);
    expect(scan()).toHaveLength(1);
  });

  it('takes whole lines only into its window, as many as there is room for', () => {
    const line = lineOf('a', 'x'.repeat(1_000));
    const many = Buffer.from(line.repeat(1_000));
    const length = scanner.load(many);
    expect(length).toBe(Math.floor(WINDOW_BYTES / line.length) * line.length);
    expect(scan()).toHaveLength(length / line.length);
  });

  it('uses its window to the last byte', () => {
    const rest = lineOf('a', 'x'.repeat(1_000)).repeat(250);
    const last = (length: number) => lineOf('b', 'x'.repeat(length - lineOf('b', '').length));
    const exact = rest + last(WINDOW_BYTES - rest.length);
    expect(scanner.load(Buffer.from(exact))).toBe(WINDOW_BYTES);
    expect(scan()).toHaveLength(251);
    expect(scanner.load(Buffer.from(rest + last(WINDOW_BYTES - rest.length + 1)))).toBe(rest.length);
    expect(scan()).toHaveLength(250);
  });

  it('gives more lines than its table has room for in several parts', () => {
    const tiny = LineScanner.create(choice(['a']), [])!;
    const lines = Buffer.from('"a"\n'.repeat(40_000));
    tiny.load(lines);
    let found = 0;
    for (let at = 0; at < lines.length; ) {
      const rows = tiny.scan(at);
      expect(rows).toBeGreaterThan(0);
      for (let row = 0; row < rows; row += 1) expect(tiny.lineEnd(row)).toBe(at + 4 * (row + 1));
      found += rows;
      at += 4 * rows;
    }
    expect(found).toBe(40_000);
  });

  it('recognises nothing in a window that is not UTF-8, and nothing of a line that is longer than the window', () => {
    const line = Buffer.from(lineOf('a', 'x'));
    expect(scanner.load(Buffer.concat([line, Uint8Array.of(0xff, 10)]))).toBe(line.length + 2);
    expect(scan()).toHaveLength(0);
    const long = Buffer.from(`${'x'.repeat(WINDOW_BYTES)}\n${line}`);
    expect(scanner.load(long)).toBe(long.length);
    expect(scan()).toHaveLength(0);
    expect(scanner.recognises(Buffer.alloc(WINDOW_BYTES, 'x'))).toBe(false);
    expect(scanner.load(new Uint8Array())).toBe(0);
    expect(scan()).toHaveLength(0);
  });

  it('recognises a line of the greatest length, and none that is longer', () => {
    const wide = LineScanner.create(list(text(1_000_000), 1, 2), [])!;
    const frame = JSON.stringify(['']).length;
    expect(wide.recognises(Buffer.from(JSON.stringify(['x'.repeat(65_536 - frame)])))).toBe(true);
    expect(wide.recognises(Buffer.from(JSON.stringify(['x'.repeat(65_537 - frame)])))).toBe(false);
  });

  it('knows each byte of a key and of a word, whatever their lengths', () => {
    for (let length = 1; length <= 40; length += 1) {
      const key = 'k'.repeat(length);
      const scanner = LineScanner.create(closedObject({ [key]: safeInteger(0, 9) }), [])!;
      const line = JSON.stringify({ [key]: 1 });
      expect(scanner.recognises(Buffer.from(line))).toBe(true);
      for (let at = 0; at < line.length; at += 1) {
        const other = Buffer.from(line);
        other[at]! ^= 0x40;
        expect(scanner.recognises(other)).toBe(false);
      }
    }
  });
});

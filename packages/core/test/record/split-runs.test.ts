import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLines, splitRuns, withoutByteOrderMark } from '../../src/lines/read-lines.ts';

async function* toPieces(bytes: Uint8Array, length: number): AsyncIterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length);
}

async function split(source: AsyncIterable<Uint8Array>): Promise<[number, string][]> {
  const found: [number, string][] = [];
  for await (const run of splitRuns(source)) {
    for (const line of splitLines(run)) {
      found.push([found.length + 1, new TextDecoder('utf-8', { ignoreBOM: true }).decode(line)]);
    }
  }
  return found;
}

const encode = (text: string) => new TextEncoder().encode(text);

async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return pieces;
}

describe('the line splitter', () => {
  it('gives the same lines for pieces of any length', async () => {
    const text = fc.array(fc.constantFrom('a', 'é', '\n', '\r', '\n\n', 'record')).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (content, length) => {
        const lines = content.split('\n');
        if (lines.at(-1) === '') lines.pop();
        expect(await split(toPieces(encode(content), length))).toEqual(lines.map((line, index) => [index + 1, line]));
      }),
    );
  });

  it('gives blank lines with their numbers, and none after the last newline', async () => {
    expect(await split(toPieces(encode('a\n\nb\n\n'), 64))).toEqual([
      [1, 'a'],
      [2, ''],
      [3, 'b'],
      [4, ''],
    ]);
    expect(await split(toPieces(encode(''), 64))).toEqual([]);
  });

  it('keeps no more of an endless line than shows that it is too long', async () => {
    async function* endless(): AsyncIterable<Uint8Array> {
      for (let piece = 0; piece < 2_000; piece += 1) yield new Uint8Array(65_536).fill(0x61);
      yield encode('\nshort\n');
      yield new Uint8Array(131_072).fill(0x62);
    }
    const lines = await split(endless());
    expect(lines.map(([number, text]) => [number, text.length])).toEqual([
      [1, 65_538],
      [2, 5],
      [3, 65_538],
    ]);
  });

  it('keeps a line of the greatest length whole, with its carriage return', async () => {
    const line = `${'a'.repeat(65_536)}\r`;
    expect(await split(toPieces(encode(`${line}\n${line}`), 50_000))).toEqual([
      [1, line],
      [2, line],
    ]);
  });
});

describe('the byte order mark', () => {
  it.each([
    ['\ufeffa\n', 'a\n'],
    ['\ufeff', ''],
    ['\ufeff\ufeffa', '\ufeffa'],
    ['a\ufeff', 'a\ufeff'],
    ['a', 'a'],
    ['', ''],
  ])('is taken away at the start of %j and nowhere else, byte by byte or whole', async (text, expected) => {
    for (const length of [1, 2, 3, 4, 64]) {
      const pieces = await collect(withoutByteOrderMark(toPieces(encode(text), length)));
      expect(Buffer.concat(pieces)).toEqual(Buffer.from(expected));
    }
  });

  it('is left where it is not complete', async () => {
    for (const bytes of [[0xef], [0xef, 0xbb], [0xef, 0xbb, 0x61], [0xef, 0xef, 0xbb, 0xbf]]) {
      for (const length of [1, 2, 64]) {
        const pieces = await collect(withoutByteOrderMark(toPieces(new Uint8Array(bytes), length)));
        expect([...Buffer.concat(pieces)]).toEqual(bytes);
      }
    }
  });
});

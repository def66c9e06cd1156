import { describe, expect, it } from 'vitest';
import { examineReaders, type Reader } from './examine-readers.ts';
import { listReaders } from './readers.ts';

const seed = Date.now() % 1_000_000;
const utf8 = new TextEncoder();
const document = utf8.encode('{"a":1,"b":"two"}\n');

describe(`every parser, with inputs of seed ${seed}`, () => {
  it('accepts what is valid, refuses anything else with a code, and accepts one encoding where there is one', async () => {
    const { tallies, strays } = await examineReaders(await listReaders(), 6_000, seed);
    expect(strays).toEqual([]);
    for (const { reader, accepted, refused } of tallies) expect(accepted + refused, reader).toBeGreaterThan(200);
  });
});

describe('the campaign', () => {
  const planted: readonly (readonly [string, Reader['read'], RegExp])[] = [
    [
      'a stray error',
      (bytes) => utf8.encode(JSON.stringify(JSON.parse(String(Buffer.from(bytes))))),
      /throws SyntaxError/,
    ],
    [
      'a lax reader',
      (bytes) => {
        try {
          return utf8.encode(`${JSON.stringify(JSON.parse(String(Buffer.from(bytes))))}\n`);
        } catch {
          return null;
        }
      },
      /is not the encoding/,
    ],
    ['a reader that accepts nothing', () => null, /refuses a valid input/],
  ];

  it.each(planted)('finds %s', async (_, read, what) => {
    const { strays } = await examineReaders([{ name: 'planted', ancestors: [document], read }], 500, 1);
    expect(strays.map((stray) => stray.what).join('\n')).toMatch(what);
  });
});

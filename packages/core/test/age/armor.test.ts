import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeArmor, encodeArmor, isArmored } from '../../src/age/armor.ts';
import { code } from './code.ts';
import { collect, toPieces } from './pieces.ts';

describe('armor', () => {
  it('gives back the bytes, in pieces of any length', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 200 }), async (bytes, length) => {
        const armored = encodeArmor(bytes);
        expect(isArmored(armored)).toBe(true);
        expect(await collect(decodeArmor(toPieces(armored, length)))).toEqual(bytes);
      }),
    );
  });

  it('is refused at every length at which it may be cut, but for its last newline', async () => {
    const armored = encodeArmor(new Uint8Array(100));
    for (let length = 0; length < armored.length - 1; length += 1) {
      const cut = decodeArmor(toPieces(armored.subarray(0, length), 30));
      await expect(collect(cut)).rejects.toThrow(code('age-armor-invalid'));
    }
  });

  it('without newlines is refused before it is collected', async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        taken += 500;
        yield Buffer.alloc(500, 'A');
      }
    }
    await expect(collect(decodeArmor(endless()))).rejects.toThrow(code('age-armor-invalid'));
    expect(taken).toBeLessThan(5_000);
  });
});

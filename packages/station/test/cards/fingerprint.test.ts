import { createHash } from 'node:crypto';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardDigest, fingerprintWords } from '../../src/cards/card-file.ts';

const document = new TextEncoder().encode('a card\n');

describe('the words of a fingerprint', () => {
  it('are the first 132 bits of the SHA-256, eleven at a time', () => {
    const bits = [...createHash('sha256').update(document).digest()].map((byte) => byte.toString(2).padStart(8, '0'));
    const numbers = (bits.join('').slice(0, 132).match(/.{11}/g) ?? []).map((word) => Number.parseInt(word, 2));
    expect(fingerprintWords(document, 'en')).toEqual(numbers.map((number) => english[number]));
    expect(fingerprintWords(document, 'fr')).toEqual(numbers.map((number) => french[number]!.normalize('NFC')));
    expect(numbers).toHaveLength(12);
  });

  it('are known', () => {
    expect(cardDigest(document)).toBe(createHash('sha256').update(document).digest('hex'));
    expect(fingerprintWords(document, 'en').join(' ')).toMatchInlineSnapshot(
      `"space attitude dismiss between tired orchard tool animal slender poverty reform stone"`,
    );
  });

  it('differ where any bit of the card does', () => {
    fc.assert(
      fc.property(fc.nat(document.length * 8 - 1), (bit) => {
        const altered = document.slice();
        altered[bit >> 3]! ^= 1 << (bit & 7);
        expect(fingerprintWords(altered, 'en')).not.toEqual(fingerprintWords(document, 'en'));
      }),
    );
  });

  it('stand in lists of 2,048 different words', () => {
    for (const list of [english, french]) expect(new Set(list).size).toBe(2_048);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPrintable } from '../../src/render/printable.ts';

describe('a text made printable', () => {
  it.each([
    ['l’été, « à 5 h »', 'l’été, « à 5 h »'],
    ['12\u202f000\u00a0o', '12\u202f000\u00a0o'],
    ['"\\u{202e}"', '"\\u{202e}"'],
    ['\u001b[31m\r\n', '\\u{1b}[31m\\u{d}\\u{a}'],
    ['gnp\u202e.exe\u200b\ufeff', 'gnp\\u{202e}.exe\\u{200b}\\u{feff}'],
    ['\ud800', '\\u{d800}'],
  ])('shows what would not be seen: %j', (text, shown) => expect(toPrintable(text)).toBe(shown));

  it('never holds a control or format character', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[\p{Cc}\p{Cf}]/u.test(toPrintable(text))));
  });
});

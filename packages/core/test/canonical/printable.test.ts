import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPrintable } from '../../src/canonical/encoding.ts';

describe('a text made printable', () => {
  it.each([
    ['l’été, « à 5 h »', 'l’été, « à 5 h »'],
    ['12\u202f000\u00a0o', '12\u202f000\u00a0o'],
    ['"\\u{202e}"', '"\\u{202e}"'],
    ['\u001b[31m\r\n', '\\u{1b}[31m\\u{d}\\u{a}'],
    ['gnp\u202e.exe\u200b\ufeff', 'gnp\\u{202e}.exe\\u{200b}\\u{feff}'],
    ['\ud800', '\\u{d800}'],
    ['a\u034fb\u115f\u1160\u17b4\u180b\u180f', 'a\\u{34f}b\\u{115f}\\u{1160}\\u{17b4}\\u{180b}\\u{180f}'],
    ['\u2800\u3164\uffa0\u{1d159}', '\\u{2800}\\u{3164}\\u{ffa0}\\u{1d159}'],
    ['1\ufe0f❤\ufe0f\u{e0100}', '1\\u{fe0f}❤\\u{fe0f}\\u{e0100}'],
    ['👍🏽 é한 ⠁', '👍🏽 é한 ⠁'],
  ])('shows what would not be seen: %j', (text, shown) => expect(toPrintable(text)).toBe(shown));

  it('never holds a control or format character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => !/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(toPrintable(text)),
      ),
    );
  });
});

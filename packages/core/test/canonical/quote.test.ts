import { describe, expect, it } from 'vitest';
import { quoteUntrusted } from '../../src/canonical/encoding.ts';

describe('an untrusted string in a message', () => {
  it.each([
    ['prénom', 'prénom'],
    ['a b', 'a b'],
    ['\u001b[31m', '\\u{1b}[31m'],
    ['\u202eevil\u200b', '\\u{202e}evil\\u{200b}'],
    ['a\u2028"\\', 'a\\u{2028}\\u{22}\\u{5c}'],
    ['\ud800', '\\u{d800}'],
    ['\u2800x\u3164', '\\u{2800}x\\u{3164}'],
    ['👍'.repeat(40), '👍'.repeat(40)],
    ['👍'.repeat(41), `${'👍'.repeat(40)}…`],
    ['a'.repeat(1_000_000), `${'a'.repeat(40)}…`],
  ])('is cut and escaped: %.20j', (text, quoted) => expect(quoteUntrusted(text)).toBe(quoted));
});

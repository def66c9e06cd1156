import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson, formatLine, wrapParagraphs } from '../../src/kernel/line.ts';

const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

describe('notes below the options', () => {
  const text = '\nOne two three\nfour five.\n\nSix:\n  scelle command --with --long --options\nseven';

  it('are as wide as the terminal, but for what is copied', () => {
    expect(wrapParagraphs(text, 12)).toBe(
      '\nOne two\nthree four\nfive.\n\nSix:\n  scelle command --with --long --options\nseven',
    );
  });

  it('stay as they are where they fit', () => {
    expect(wrapParagraphs(text, 100)).toBe(text);
  });
});

describe('what goes to a terminal', () => {
  it('holds no unprintable character of untrusted text, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(formatLine({ text, tone: 'bad' }, false)).not.toMatch(UNPRINTABLE);
      }),
    );
  });

  it('is one line, whatever a file name holds', () => {
    expect(formatLine('a\nACCEPTED  full   b\u2028c', false)).toBe('a\\u{a}ACCEPTED  full   b\\u{2028}c');
  });

  it('is JSON of the very same value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = formatJson({ text });
        expect(json.replaceAll('\n', '')).not.toMatch(UNPRINTABLE);
        expect(JSON.parse(json)).toEqual({ text });
      }),
    );
  });

  it('has colour only where it is wanted', () => {
    expect(formatLine({ text: 'x', tone: 'good' }, true)).toBe('\u001b[32mx\u001b[39m');
    expect(formatLine({ text: 'x', tone: 'good' }, false)).toBe('x');
  });
});

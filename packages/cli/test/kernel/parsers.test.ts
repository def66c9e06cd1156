import { describe, expect, it } from 'vitest';
import { discParser, integerParser, namedFilesParser, shareParser, sizeParser } from '../../src/kernel/parsers.ts';

const invalid = expect.objectContaining({ code: 'option-value-invalid' });

describe('option values', () => {
  it('collects files under names, whose paths may hold an equals sign', () => {
    const parse = namedFilesParser('--signer');
    expect(parse('b=c=d', parse('a=x'))).toEqual([
      { name: 'a', file: 'x' },
      { name: 'b', file: 'c=d' },
    ]);
  });

  it.each(['a', '=x', 'a=', 'A=x', `${'a'.repeat(33)}=x`])('refuses the named file %s', (text) => {
    expect(() => namedFilesParser('--signer')(text)).toThrow(invalid);
  });

  it.each(['', '-1', '1.0', '1e3', '0x10', '01', ' 1', '9007199254740992', '11'])('refuses the number "%s"', (text) => {
    expect(() => integerParser('--records', 0, 10)(text)).toThrow(invalid);
  });

  it('reads sizes with units of 1,024', () => {
    expect(sizeParser('--max-size')('3M')).toBe(3 * 1024 * 1024);
    expect(sizeParser('--max-size')('17')).toBe(17);
    expect(() => sizeParser('--max-size')('9007199254740992')).toThrow(invalid);
    expect(() => sizeParser('--max-size')('1m')).toThrow(invalid);
  });

  it('reads percentages as shares', () => {
    expect(['0%', '15%', '12.5%', '200%'].map((text) => shareParser('--parity', 200)(text))).toEqual([
      0, 0.15, 0.125, 2,
    ]);
    for (const text of ['15', '%', '-1%', '201%', '1e1%']) {
      expect(() => shareParser('--parity', 200)(text)).toThrow(invalid);
    }
  });

  it('reads kinds of discs, and how many bytes fit on one', () => {
    expect(discParser('--disc')('bd-dl')).toBe('bd-dl');
    expect(discParser('--disc')('700M')).toBe(700 * 1024 * 1024);
    expect(() => discParser('--disc')('floppy')).toThrow(invalid);
  });
});

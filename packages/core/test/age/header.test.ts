import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeHeader, parseHeader } from '../../src/age/header.ts';
import { code } from './code.ts';

const argument = fc.stringMatching(/^[!-~]{1,20}$/);
const stanza = fc.record({
  type: argument.filter((type) => type !== 'scrypt'),
  args: fc.array(argument, { maxLength: 3 }),
  body: fc.uint8Array({ maxLength: 200 }),
});

const fileKey = new Uint8Array(16);

/** A header of these lines, and a MAC of the right form. */
function header(...lines: string[]): Uint8Array {
  const text = ['age-encryption.org/v1', ...lines, `--- ${'A'.repeat(43)}`, ''].join('\n');
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

describe('a header', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.array(stanza, { minLength: 1, maxLength: 42 }), (stanzas) => {
        const bytes = encodeHeader(stanzas, fileKey);
        const parsed = parseHeader(bytes);
        expect(parsed.stanzas).toEqual(stanzas);
        expect(Buffer.from(parsed.authenticated).toString('latin1')).toMatch(/\n---$/);
        expect(encodeHeader(parsed.stanzas, fileKey)).toEqual(bytes);
      }),
    );
  });

  it('may hold 42 stanzas and no more', () => {
    const lines = (count: number) => new Array<string[]>(count).fill(['-> a', '']).flat();
    expect(parseHeader(header(...lines(42))).stanzas).toHaveLength(42);
    expect(() => parseHeader(header(...lines(43)))).toThrow(code('age-too-many-stanzas'));
  });

  it('may have 64 KiB and no more', () => {
    const bytes = header('-> a', ...new Array<string>(1_010).fill('A'.repeat(64)), '');
    expect(() => parseHeader(bytes)).toThrow(code('age-header-too-large'));
  });

  it.each([
    ['another version', Buffer.from('age-encryption.org/v2\n'), 1],
    ['nothing at all', new Uint8Array(0), 1],
    ['no stanza', header(), 2],
    ['an argument that is empty', header('-> X25519  a', ''), 2],
    ['an argument with a byte that is not ASCII', header('-> caf\u00e9', ''), 2],
    ['a carriage return', header('-> a\r', ''), 2],
    ['a body with padding', header('-> a', 'AA=='), 3],
    ['a body that is not canonical', header('-> a', 'AB'), 3],
    ['a line of more than 64 columns', header('-> a', 'A'.repeat(68)), 3],
    ['a body without a short line', header('-> a', 'A'.repeat(64)), 4],
    ['a line after the short one', header('-> a', 'AAAA', 'AAAA'), 4],
    ['a byte after the MAC', Buffer.concat([header('-> a', ''), Buffer.from('x')]), 4],
  ])('with %s is refused, and the line is named', (_, bytes, line) => {
    expect(() => parseHeader(bytes)).toThrow(
      expect.objectContaining({ code: 'age-header-invalid', details: { line } }),
    );
  });

  it('in which a passphrase is not alone is refused', () => {
    expect(() => parseHeader(header('-> scrypt a 1', '', '-> X25519 a', ''))).toThrow(code('age-scrypt-mixed'));
  });
});

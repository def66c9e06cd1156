import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBech32, generateIdentity, parseBech32, parseIdentity, parseRecipient } from '../../src/age/identity.ts';
import { systemRandom } from '../../src/age/keys.ts';
import { code } from './code.ts';

/** The examples of age.md § The X25519 recipient type. */
const SECRET = 'AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX';
const PUBLIC = 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj';

describe('Bech32', () => {
  it('gives back what it encoded', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9-]{1,20}$/), fc.uint8Array({ maxLength: 100 }), (prefix, data) => {
        expect(parseBech32(encodeBech32(prefix, data))).toEqual({ prefix, data });
      }),
    );
  });

  it('notices any single character that is wrong', () => {
    for (let position = 0; position < PUBLIC.length; position += 1) {
      const wrong = PUBLIC[position] === 'q' ? 'p' : 'q';
      expect(parseBech32(PUBLIC.slice(0, position) + wrong + PUBLIC.slice(position + 1))).toBeNull();
    }
  });
});

describe('a recipient', () => {
  it('of the specification belongs to its identity', () => {
    expect(parseIdentity(SECRET).recipient).toBe(PUBLIC);
    expect(parseRecipient(PUBLIC)).toMatchObject({ text: PUBLIC, type: 'X25519' });
  });

  it.each([
    ['nothing', ''],
    ['a prefix alone', 'age1'],
    ['upper case', PUBLIC.toUpperCase()],
    ['white space', ` ${PUBLIC}`],
    ['another prefix', encodeBech32('age1tag', new Uint8Array(33))],
    ['a key that is too short', encodeBech32('age', new Uint8Array(31))],
    ['a hybrid key that is too short', encodeBech32('age1pq', new Uint8Array(1215))],
    ['an identity', SECRET],
    ['other letters', 'ăge1éé'],
  ])('made of %s is refused', (_, text) => {
    expect(() => parseRecipient(text)).toThrow(code('age-recipient-invalid'));
  });

  it.each([
    ['of low order', encodeBech32('age', new Uint8Array(32))],
    ['whose X25519 part is of low order', encodeBech32('age1pq', new Uint8Array(1216))],
    ['whose lattice part is out of range', encodeBech32('age1pq', new Uint8Array(1216).fill(0xff))],
  ])('%s cannot be encrypted to', (_, text) => {
    const recipient = parseRecipient(text);
    expect(() => recipient.wrap(new Uint8Array(16), systemRandom)).toThrow(code('age-recipient-invalid'));
  });
});

describe('an identity', () => {
  it.each([true, false])('that was generated is read again (post-quantum: %s)', (postQuantum) => {
    const { secret, recipient } = generateIdentity({ postQuantum });
    expect(secret).toMatch(postQuantum ? /^AGE-SECRET-KEY-PQ-1/ : /^AGE-SECRET-KEY-1/);
    expect(parseIdentity(secret).recipient).toBe(recipient);
    expect(parseRecipient(recipient).type).toBe(postQuantum ? 'mlkem768x25519' : 'X25519');
  });

  it('is the same for the same random bytes', () => {
    const random = (length: number) => new Uint8Array(length).fill(1);
    expect(generateIdentity({ random })).toEqual(generateIdentity({ random }));
  });

  it.each([
    ['lower case', SECRET.toLowerCase()],
    ['a recipient', PUBLIC],
    ['a key that is too long', encodeBech32('age-secret-key-', new Uint8Array(33)).toUpperCase()],
  ])('made of %s is refused, and its text is not repeated', (_, text) => {
    expect(() => parseIdentity(text)).toThrow(
      expect.objectContaining({
        code: 'age-identity-invalid',
        details: {},
        message: expect.not.stringContaining(text),
      }),
    );
  });
});

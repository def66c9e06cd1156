import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  choice,
  closedObject,
  list,
  name,
  safeInteger,
  sha256Hex,
  text,
  uuid,
  uuidV7,
} from '../../src/canonical/text.ts';

function accepts(schema: z.ZodType, value: unknown): boolean {
  return schema.safeParse(value).success;
}

const v4 = '9b2f0c3e-6d1a-4c5b-8e7f-0123456789ab';
const v7 = '0190a0b0-1c2d-7e3f-8a4b-5c6d7e8f9a0b';

describe('the building blocks of schemas', () => {
  it.each(['', 'a'.repeat(8), 'é日本\u202e', '👍👍👍👍', ' "\\/'])('accept the text %j', (value) => {
    expect(accepts(text(8), value)).toBe(true);
  });

  it.each([
    'a'.repeat(9),
    '👍👍👍👍a',
    '\ud83d',
    '\udc4d\ud83d',
    '\u0000',
    '\t',
    '\n',
    '\u001f',
    '\u007f',
    '\u0085',
    '\u009f',
    '\u2028',
    '\u2029',
    5,
    null,
    undefined,
    ['a'],
  ])('refuse as text %j', (value) => expect(accepts(text(8), value)).toBe(false));

  it('accept names of 1 to 32 characters and refuse all else', () => {
    for (const value of ['a', '0', 'sacem', 'a-b-', 'a'.repeat(32)]) expect(accepts(name(), value)).toBe(true);
    for (const value of ['', '-a', 'A', 'a_b', 'é', 'a'.repeat(33), 'a\n', 5])
      expect(accepts(name(), value)).toBe(false);
  });

  it('accept digests and identifiers in lower case only', () => {
    expect(accepts(sha256Hex(), 'a1'.repeat(32))).toBe(true);
    for (const value of ['A1'.repeat(32), 'a1'.repeat(31), `${'a1'.repeat(32)}0`]) {
      expect(accepts(sha256Hex(), value)).toBe(false);
    }
    expect(accepts(uuid(), v4)).toBe(true);
    expect(accepts(uuid(), v7)).toBe(true);
    expect(accepts(uuidV7(), v7)).toBe(true);
    expect(accepts(uuidV7(), v4)).toBe(false);
    const nil = '00000000-0000-0000-0000-000000000000';
    const max = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    for (const value of [v4.toUpperCase(), `{${v4}}`, v4.replaceAll('-', ''), nil, max]) {
      expect(accepts(uuid(), value)).toBe(false);
    }
  });

  it('accept safe integers within the bounds', () => {
    for (const value of [1, 65_535]) expect(accepts(safeInteger(1, 65_535), value)).toBe(true);
    for (const value of [0, 65_536, 1.5, '1', null, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(accepts(safeInteger(1, 65_535), value)).toBe(false);
    }
    expect(accepts(safeInteger(0, Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)).toBe(true);
    expect(accepts(safeInteger(0, Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER + 1)).toBe(false);
  });

  it('accept the words of a choice, and lists of an allowed length', () => {
    expect(accepts(choice(['music', 'film']), 'film')).toBe(true);
    expect(accepts(choice(['music', 'film']), 'Film')).toBe(false);
    expect(accepts(list(name(), 1, 2), ['a', 'b'])).toBe(true);
    for (const value of [[], ['a', 'b', 'c'], { 0: 'a', length: 1 }]) {
      expect(accepts(list(name(), 1, 2), value)).toBe(false);
    }
  });

  it('do not run rules over several fields on values of the wrong kind', () => {
    const schema = closedObject({ a: text(8), b: list(name(), 1, 2), c: safeInteger(0, 1) }).refine(
      ({ a, b, c }) => a.length + b.length + c.toFixed().length > 0,
    );
    for (const value of [{}, { a: 5, b: ['a'], c: 0 }, { a: 'a', b: {}, c: 0 }, { a: 'a', b: ['a'], c: null }]) {
      expect(accepts(schema, value)).toBe(false);
    }
  });
});

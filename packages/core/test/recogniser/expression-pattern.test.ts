import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isInstant, uuid } from '../../src/canonical/text.ts';
import { expressionPattern, instantPattern, stringPattern, withPattern } from '../../src/patterns/pattern.ts';
import { recognises } from './recognises.ts';

function schemaOf(expression: RegExp): z.ZodType {
  return withPattern(z.string(), stringPattern(expression));
}

/** Texts that match the expression, and such texts with a change. */
function textsFor(expression: RegExp): fc.Arbitrary<string> {
  const text = fc.stringMatching(expression);
  const other = fc.tuple(text, fc.nat(), fc.nat(2), fc.constantFrom('', '0', '9', 'a', 'f', 'g', '-', 'Z', 'é', '~'));
  return fc.oneof(
    text,
    other.map(([text, place, removed, piece]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + piece + text.slice(at + removed);
    }),
  );
}

describe('the pattern of a regular expression', () => {
  it.each([
    /^$/,
    /^abc$/,
    /^a{3}b{1}$/,
    /^[a-z0-9][a-z0-9-]{0,31}$/,
    /^[0-9a-f]{64}$/,
    /^[A-Z2-7]{39}$/,
    /^[0-9a-f]{1}$/,
    /^[0-9a-f]{16}-[0-9a-f]{17}$/,
    /^[0-9a-f]{15,33}$/,
    /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    /^(?:a|bb|ccc)-(?:\d|x[.$]y)?\.\{\?$/,
    /^\d{4}(?:-\d{2})?Z?$/,
    /^[ !#-[^-~]{0,40}$/,
  ])('%s recognises what it matches, and nothing else', (expression) => {
    const schema = schemaOf(expression);
    const property = fc.property(textsFor(expression), (text) => {
      expect([text, recognises(schema, `"${text}"`)]).toEqual([text, expression.test(text)]);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it.each([
    [/^(?:a|ab)c$/, 'abc'],
    [/^[a-z]{1,3}z$/, 'abz'],
  ])('%s does not go back, and so leaves some that it matches', (expression, text) => {
    expect(expression.test(text)).toBe(true);
    expect(recognises(schemaOf(expression), `"${text}"`)).toBe(false);
  });

  it.each([
    /a/,
    /^a/,
    /a$/,
    /^a$/i,
    /^a$/u,
    /^a|b$/,
    /^a.$/,
    /^a*$/,
    /^a+$/,
    /^a{2,}$/,
    /^[^a]$/,
    /^[\d]$/,
    /^[é-ü]$/,
    /^é$/,
    /^(a)$/,
    /^(?=a)a$/,
    /^(?!a)b$/,
    /^(?:a){2}$/,
    /^a??$/,
    /^\w$/,
    /^\bx$/,
    /^a"b$/,
    /^[ -~]$/,
    /^[!-#]$/,
    /^\\$/,
    /^a$b^c$/,
  ])('is refused for %s, which says more than patterns can', (expression) => {
    expect(() => expressionPattern(expression)).toThrow(Error);
  });
});

describe('the patterns of the schemas', () => {
  it('recognise no UUID and no instant that their schemas refuse', () => {
    const instants = withPattern(z.string(), instantPattern);
    const instant = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d:[0-6]\d(?:\.\d{3})?Z$/;
    const property = fc.property(textsFor(instant), (text) => {
      if (recognises(instants, `"${text}"`)) expect(isInstant(text)).toBe(true);
    });
    fc.assert(property, { numRuns: 2_000 });
    const ids = fc.property(fc.uuid(), (id) => recognises(uuid(), `"${id}"`) === uuid().safeParse(id).success);
    fc.assert(ids);
  });
});

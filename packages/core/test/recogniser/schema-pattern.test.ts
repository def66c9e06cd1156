import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { choice, closedObject, list, name, safeInteger, text } from '../../src/canonical/text.ts';
import { findPattern, firstOf, literal, stringPattern, withPattern } from '../../src/patterns/pattern.ts';
import { LineScanner } from '../../src/recogniser/line-scanner.ts';
import { type IpEvidence, ipEvidenceTest, type Segment, segments } from '../../src/record/ip-evidence.ts';
import { arbitraryRecord } from '../record/samples.ts';
import { recognises } from './recognises.ts';

const even = withPattern(
  z.custom<string>((value) => typeof value === 'string' && value.length % 2 === 0),
  { type: 'tested', string: stringPattern(/^[a-z]{0,9}$/), accepts: (text) => text.length % 2 === 0 },
);

describe('schemaPattern', () => {
  it.each<[string, z.ZodType]>([
    ['a plain string', z.string()],
    ['a string with a format', z.email()],
    ['a string with a check', z.string().max(5)],
    ['a number', z.number()],
    ['an integer', z.int()],
    ['an integer from a minimum without a pattern', safeInteger(2, 5)],
    ['an integer from nowhere to nowhere', safeInteger(1, 0)],
    ['an integer up to more than is safe', safeInteger(0, 2 ** 60)],
    ['an integer up to a fraction', safeInteger(0, 2.5)],
    ['a text of no possible length', text(-1)],
    ['a text of no length at all', text(Number.NaN)],
    ['a list from a fraction on', list(name(), 1.5, 3)],
    ['a list of more than can be counted', list(name(), 2 ** 32 + 1, 2 ** 33)],
    ['a boolean', z.boolean()],
    ['null', z.null()],
    ['anything', z.any()],
    ['an unknown value', z.unknown()],
    ['a date', z.date()],
    ['a rule written as a function', z.custom<string>()],
    ['a refinement of what has a pattern', name().refine((value) => value !== 'x')],
    ['a refined object', closedObject({ name: name() }).refine(() => true)],
    [
      'a refined nullable',
      name()
        .nullable()
        .refine(() => true),
    ],
    ['a refined choice', choice(['a']).refine(() => true)],
    ['a union', z.union([name(), text(3)])],
    ['an intersection', z.intersection(name(), text(3))],
    ['an enumeration', z.enum(['a', 'b'])],
    ['an optional field', closedObject({ name: name().optional() })],
    ['a field with a default', closedObject({ name: name().default('x') })],
    ['a field with a fallback', closedObject({ name: name().catch('x') })],
    ['a transformed field', closedObject({ name: name().transform((value) => value) })],
    ['a piped field', closedObject({ name: z.pipe(name(), z.any()) })],
    ['a read-only field', closedObject({ name: name().readonly() })],
    ['a lazy field', closedObject({ name: z.lazy(() => name()) })],
    ['an object that drops other fields', z.object({ name: name() })],
    ['an object that keeps other fields', z.looseObject({ name: name() })],
    ['an object whose other fields have a schema', z.object({ name: name() }).catchall(name())],
    ['a record', z.record(z.string(), name())],
    ['a map', z.map(name(), name())],
    ['a set', z.set(name())],
    ['a tuple', z.tuple([name()])],
    ['a list without a largest length', z.array(name()).min(1)],
    ['a list that is always empty', z.array(name()).max(0)],
    ['a list of no possible length', list(name(), 5, 3)],
    ['a list of an exact length', z.array(name()).length(3)],
    ['a refined list', list(name(), 0, 3).refine(() => true)],
    ['a list that is overwritten', list(name(), 0, 3).overwrite((value) => [...value])],
    ['a literal number', z.literal(1)],
    ['a literal that JSON writes as null', z.literal(Number.NaN)],
    ['a literal null', z.literal([null, 'a'])],
    ['a literal undefined', z.literal(undefined)],
    ['a string with a test of its own within a list', list(closedObject({ word: even }), 0, 3)],
    ['any of them deeper down', closedObject({ list: list(closedObject({ number: z.number().nullable() }), 0, 3) })],
  ])('throws at %s', (_, schema) => {
    expect(() => LineScanner.create(schema, [])).toThrow(Error);
    expect(() => LineScanner.create(closedObject({ field: schema.nullable() }), [])).toThrow(Error);
  });

  it('takes characters of expressions, and characters beyond ASCII, as they are in keys and words', () => {
    const schema = closedObject({ 'Ã©.*': choice(['a|b', 'é', '"\\']) });
    for (const word of ['a|b', 'é', '"\\']) expect(recognises(schema, JSON.stringify({ 'Ã©.*': word }))).toBe(true);
    // The bytes of "é", read as Latin-1, are "Ã©".
    for (const key of ['é.*', 'Ã©xx']) expect(recognises(schema, JSON.stringify({ [key]: 'é' }))).toBe(false);
    for (const word of ['a', 'b', 'Ã©']) expect(recognises(schema, JSON.stringify({ 'Ã©.*': word }))).toBe(false);
  });

  it('keeps the alternatives of a given pattern to its place', () => {
    const either = withPattern(z.string(), firstOf(literal('"a"'), literal('"b"')));
    const schema = closedObject({ first: either, second: either.nullable() });
    expect(recognises(schema, '{"first":"a","second":"b"}')).toBe(true);
    expect(recognises(schema, '{"first":"a"')).toBe(false);
    expect(recognises(schema, '{"first":"a","second":"a')).toBe(false);
  });

  it('keeps to the strictest of several rules about the length of a list', () => {
    const schema = z
      .array(choice(['a']))
      .min(2)
      .min(1)
      .max(3)
      .max(9);
    const recognised = [0, 1, 2, 3, 4, 9].filter((length) =>
      recognises(schema, JSON.stringify(Array(length).fill('a'))),
    );
    expect(recognised).toEqual([2, 3]);
  });

  it('asks the test of a nullable string about strings only', () => {
    const schema = closedObject({ word: even.nullable() });
    const words = [null, '', 'ab', 'abc'];
    expect(words.map((word) => recognises(schema, JSON.stringify({ word })))).toEqual([true, true, true, false]);
  });
});

describe('a schema that a narrower one stands in for', () => {
  function narrowerOf(schema: z.ZodType): z.ZodType {
    const pattern = findPattern(schema);
    if (pattern?.type !== 'narrower') throw new Error('It has none.');
    return pattern.schema;
  }

  it('accepts every record that the narrower one accepts, and more', () => {
    const schema = ipEvidenceTest.schema as z.ZodType<IpEvidence>;
    const port = fc.constantFrom(null, 0, 1, 65_535, 65_536);
    const occurredAt = fc.constantFrom('2021-12-31T23:59:59.999Z', '2022-01-01T00:00:00Z', '0000-01-01T00:00:00Z');
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(arbitraryRecord, port, occurredAt, (record, port, occurredAt) => {
        const value = { ...record, occurredAt, source: { ...record.source, port } };
        const [narrow, whole] = [narrowerOf(schema), schema].map((each) => each.safeParse(value).success);
        outcomes.add(`${narrow} ${whole}`);
      }),
    );
    expect([...outcomes].sort()).toEqual(['false false', 'false true', 'true true']);
  });

  it('accepts every list of segments that the narrower one accepts, and more', () => {
    const schema = segments();
    const segment: fc.Arbitrary<Segment> = fc.record({
      offset: fc.constantFrom(-1, 0, Number.MAX_SAFE_INTEGER),
      length: fc.constantFrom(0, 1, 2, 67_108_864),
      sha256: fc.constantFrom('a'.repeat(64), 'b'.repeat(64), 'A'.repeat(64)),
    });
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 3 }), (value) => {
        const [narrow, whole] = [narrowerOf(schema), schema].map((each) => each.safeParse(value).success);
        outcomes.add(`${narrow} ${whole}`);
      }),
      { numRuns: 1_000 },
    );
    expect([...outcomes].sort()).toEqual(['false false', 'false true', 'true true']);
  });
});

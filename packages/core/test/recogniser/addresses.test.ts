import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { type Pattern, withPattern } from '../../src/patterns/pattern.ts';
import {
  type AddressSpace,
  addressPattern,
  documentationAddresses,
  isInSpace,
  parseAddress,
  publicAddresses,
  specialPurposeRanges,
} from '../../src/record/address.ts';
import { edgesOf } from './edge-addresses.ts';
import { recognises } from './recognises.ts';

/** The schema of what is recognised by the first bits alone, without the function that judges the rest. */
function schemaOf(space: AddressSpace): z.ZodType {
  const pattern = addressPattern(space) as Extract<Pattern, { readonly type: 'first-of' }>;
  const alternatives = pattern.alternatives.filter(({ type }) => type !== 'tested');
  expect(alternatives).toHaveLength(2);
  return withPattern(z.string(), { type: 'first-of', alternatives });
}

const spaces = [publicAddresses, documentationAddresses].map((space) => ({ space, schema: schemaOf(space) }));

function isAllowed(space: AddressSpace, text: string): boolean {
  const address = parseAddress(text);
  return address !== null && isInSpace(address, space);
}

/** Whether all groups are written, and none is zero. */
function isFull(text: string): boolean {
  return !text.includes(':') || !/(^|:)(0?)(:|$)/.test(text);
}

it('every number of an IPv4 address is recognised as it is valid, in every place', () => {
  const numbers = [...Array(300).keys()].flatMap((number) => [`${number}`, `0${number}`, `00${number}`]);
  for (const { space, schema } of spaces) {
    for (const number of ['', '1234', '65536', '4294967296', ...numbers]) {
      for (const place of [0, 1, 2, 3]) {
        const text = ['198', '51', '100', '7'].with(place, number).join('.');
        expect([text, recognises(schema, `"${text}"`)]).toEqual([text, isAllowed(space, text)]);
      }
    }
  }
});

it.each(specialPurposeRanges)(
  'an address at the edges of $range is recognised as it is valid, where it is full',
  ({ range }) => {
    for (const { space, schema } of spaces) {
      for (const text of edgesOf(range).filter((text) => text !== null)) {
        expect([text, recognises(schema, `"${text}"`)]).toEqual([text, isFull(text) && isAllowed(space, text)]);
      }
    }
  },
);

it('any text is recognised where it is a full address that is valid, and only there', () => {
  const hex = fc.integer({ min: 0, max: 0x1_0fff }).map((number) => number.toString(16));
  const group = fc.oneof(
    hex,
    hex,
    hex,
    fc.constantFrom('', '0', '00', '0a', 'A', 'g', '3fff', '2001', 'db8', ':', '.'),
  );
  const first = fc.constantFrom(
    '2001:db8',
    '2001:db9',
    '2001',
    '3fff:fff',
    '3fff:1000',
    '2a01:e0a',
    '2002:1',
    '192.0.2',
  );
  const text = fc
    .tuple(first, fc.array(group, { minLength: 5, maxLength: 8 }), fc.constantFrom(':', ':', ':', '.'))
    .map(([first, groups, separator]) => [first, ...groups].join(separator));
  const outcomes = new Set<string>();
  const property = fc.property(text, (text) => {
    for (const { space, schema } of spaces) {
      const expected = isFull(text) && isAllowed(space, text);
      outcomes.add(`${space.inside} ${expected}`);
      expect([text, recognises(schema, `"${text}"`)]).toEqual([text, expected]);
    }
  });
  fc.assert(property, { numRuns: 5_000 });
  expect(outcomes.size).toBe(4);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ContentDocument,
  contentStatementSchema,
  createContentDocument,
  encodeContentDocument,
  parseContentDocument,
} from '../../src/batch/content-document.ts';
import { codeOf } from './code-of.ts';

const identity = {
  id: '01a19ffe-3700-7000-8000-000000000001',
  sender: 'tmg',
  recipient: 'arcom',
  stream: 'music',
  sequence: 42,
};
const senderKey = 'RW'.padEnd(56, 'A');
const valid = createContentDocument(identity, senderKey, { legalBasis: 'CPI L. 331-24', agents: ['agent-1'] });
const encode = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

/** Text that a document may hold. */
const text = fc
  .string({ unit: 'binary', maxLength: 60 })
  .map((value) => value.replace(/[\p{Cc}\u2028\u2029]/gu, '').toWellFormed());

describe('batch.json', () => {
  it('is read back as it was written, and has one encoding', () => {
    const statement = fc.record({
      legalBasis: fc.option(text),
      authorisation: fc.option(text),
      agents: fc.array(text),
    });
    fc.assert(
      fc.property(statement, (given) => {
        const document = createContentDocument(identity, senderKey, given);
        const bytes = encodeContentDocument(document);
        expect(parseContentDocument(bytes)).toEqual(document);
        expect(encodeContentDocument(parseContentDocument(bytes))).toEqual(bytes);
        expect(new Set(document.agents)).toEqual(new Set(given.agents));
      }),
    );
  });

  it('holds nothing but what is listed, with nothing left out', () => {
    expect(createContentDocument({ ...identity, ...{ email: 'x' } }, senderKey, {})).toEqual({
      format: 'scelle.content/1',
      ...identity,
      senderKey,
      legalBasis: null,
      authorisation: null,
      agents: [],
    });
  });

  it('is refused with a code, and never a stray error, whatever stands in place of any of its values', async () => {
    const hostile = [undefined, true, -1, 1.5, 'X', '\u0085', '\ud800', [''], [1], ['b', 'a'], ['a', 'a'], {}];
    for (const key of Object.keys(valid)) {
      for (const value of hostile) {
        const bytes = encode({ ...valid, [key]: value });
        const code = await codeOf(() => parseContentDocument(bytes));
        const mayBe =
          key === 'legalBasis' || key === 'authorisation' ? value === 'X' : key === 'agents' && value === hostile[7];
        expect(code, `${key}: ${JSON.stringify(value)}`).toBe(mayBe ? 'accepted' : 'document-invalid');
      }
    }
  });

  it.each<[string, Partial<ContentDocument> | { extra: string }]>([
    ['a key that is not listed', { extra: '' }],
    ['another format word', { format: 'scelle.batch/1' as ContentDocument['format'] }],
    ['an id of another version', { id: '01a19ffe-3700-4000-8000-000000000001' }],
    ['a key that is too short', { senderKey: senderKey.slice(1) }],
    ['a legal basis of 1,025 characters', { legalBasis: 'x'.repeat(1_025) }],
    ['an agent of 129 characters', { agents: ['x'.repeat(129)] }],
    ['1,001 agents', { agents: Array.from({ length: 1_001 }, (_, index) => String(index).padStart(4, '0')) }],
  ])('is refused with %s', async (_, change) => {
    expect(await codeOf(() => parseContentDocument(encode({ ...valid, ...change })))).toBe('document-invalid');
  });

  it('is refused with its keys in another order', async () => {
    const reversed = Object.fromEntries(Object.entries(valid).toReversed());
    expect(await codeOf(() => parseContentDocument(encode(reversed)))).toBe('json-not-canonical');
  });
});

describe('contentStatementSchema', () => {
  it('fills in what a sender leaves out, and takes agents in any order', () => {
    expect(contentStatementSchema.parse({})).toEqual({ legalBasis: null, authorisation: null, agents: [] });
    expect(contentStatementSchema.parse({ agents: ['b', 'a'] }).agents).toEqual(['b', 'a']);
    expect(contentStatementSchema.safeParse({ agent: [] }).success).toBe(false);
  });
});
